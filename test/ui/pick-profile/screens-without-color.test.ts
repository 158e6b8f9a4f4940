import { expect, test, vi } from 'vitest';

// What NO_COLOR becomes for Chalk, which decides when it is loaded.
vi.hoisted(() => {
  process.env['FORCE_COLOR'] = '0';
  process.env['TZ'] = 'UTC';
});

import { renderFrame } from '../../../ui/pick-profile/render-frame.tsx';
import { SOME_ROWS } from './rows.ts';
import { createScene, formatScreen } from './screen-text.ts';

test('without colours signs and words say all', async () => {
  const { frame, columns } = createScene({ rows: SOME_ROWS, size: '80x24', keys: 'acme' });
  const { lines, cursor } = renderFrame(frame, columns);
  expect(lines.join('')).not.toContain('\u001b');
  await expect(formatScreen(lines, cursor)).toMatchFileSnapshot('screens/no-color-80x24.txt');
});
