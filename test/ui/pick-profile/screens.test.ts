/** Screens of the picker as they are. `npx vitest run -u` writes them anew: look at the change. */
import { expect, test, vi } from 'vitest';

// Chalk decides when it is loaded; times are shown in local time.
vi.hoisted(() => {
  process.env['FORCE_COLOR'] = '1';
  process.env['TZ'] = 'UTC';
});

import { renderFrame } from '../../../ui/pick-profile/render-frame.tsx';
import { createRow, SOME_ROWS } from './rows.ts';
import { createScene, formatScreen, type Scene } from './screen-text.ts';

const ESC = '\u001b';
const DOWN = `${ESC}[B`;

const MANY_ROWS = Array.from({ length: 60 }, (_, index) =>
  createRow(`team-${String(index).padStart(2, '0')}-${index % 3 === 0 ? 'prod' : 'dev'}`, {
    accountId: String(100_000_000_000 + index * 7919),
    roleName: ['admin', 'readonly', 'deploy'][index % 3] ?? '',
    region: 'eu-central-1',
    needsMfa: index % 2 === 0,
    ...(index % 3 === 0 && { color: 'red', guard: 'production' }),
  }),
);

const ASIAN_ROWS = [
  createRow('本番-管理者', {
    accountName: '本番アカウント',
    accountId: '111122223333',
    roleName: '管理者',
    guard: 'production',
    color: 'red',
  }),
  createRow('개발-읽기', { accountName: '개발', accountId: '222233334444', roleName: '읽기' }),
  createRow('cafe\u0301-dev', { accountName: 'Café', roleName: 'de\u0301ploiement' }),
  createRow('ไทย-dev', { accountName: 'ประเทศไทย', roleName: 'ผู้ดูแล' }),
  createRow('plain', { accountName: 'plain', roleName: 'plain' }),
];

const HOSTILE_ROWS = [
  createRow('\u001b]0;owned\u0007\u001b[2Jclear', { roleName: '\u001b[31mred', region: 'x\ny' }),
  createRow('right\u202eto-left', { accountName: 'zero\u200bwidth' }),
  createRow('\u009b31mC1', { problem: 'bad\u001b[2J\nline' }),
  createRow('half \ud800 pair'),
  createRow('__proto__', { accountName: 'constructor' }),
  createRow('x'.repeat(300)),
];

const SCENES: Readonly<Record<string, Scene>> = {
  'resting-80x24': { rows: SOME_ROWS, size: '80x24' },
  'resting-40x10': { rows: SOME_ROWS, size: '40x10' },
  'resting-120x40': { rows: SOME_ROWS, size: '120x40' },
  'resting-200x50': { rows: SOME_ROWS, size: '200x50' },
  'many-80x24': { rows: MANY_ROWS, size: '80x24', keys: `prod${DOWN.repeat(15)}` },
  'many-40x10': { rows: MANY_ROWS, size: '40x10', keys: DOWN.repeat(30) },
  'many-200x50': { rows: MANY_ROWS, size: '200x50', keys: 'admin' },
  'tiny-30x5': { rows: MANY_ROWS, size: '30x5', keys: 'prod' },
  'grouped-80x24': { rows: SOME_ROWS, size: '80x24', keys: '\u0007' },
  'grouped-120x40': { rows: MANY_ROWS, size: '120x40', keys: `\u0007\u0007${DOWN}` },
  'nothing-80x24': { rows: SOME_ROWS, size: '80x24', keys: 'qqq' },
  'keys-80x24': { rows: SOME_ROWS, size: '80x24', keys: '?' },
  'keys-40x10': { rows: SOME_ROWS, size: '40x10', keys: `?${DOWN.repeat(99)}` },
  'command-80x24': { rows: SOME_ROWS, size: '80x24', keys: 'prod\u0005terraform plan' },
  'command-40x10': { rows: SOME_ROWS, size: '40x10', keys: '\u0005aws s3 ls s3://a-long-bucket/x' },
  'broken-80x24': { rows: SOME_ROWS, size: '80x24', keys: 'lost\r' },
  'running-80x24': {
    rows: SOME_ROWS,
    size: '80x24',
    actions: ['refresh', 'clear'],
    defaultAction: 'run terraform apply -auto-approve',
  },
  'asian-80x24': { rows: ASIAN_ROWS, size: '80x24', keys: '本' },
  'asian-40x10': { rows: ASIAN_ROWS, size: '40x10' },
  'asian-120x40': { rows: ASIAN_ROWS, size: '120x40' },
  'hostile-80x24': { rows: HOSTILE_ROWS, size: '80x24', preview: () => ['\u001b[2Jplan', 'a\tb'] },
  'hostile-120x40': { rows: HOSTILE_ROWS, size: '120x40', keys: 'clear' },
};

test.each(Object.entries(SCENES))('%s', async (name, scene) => {
  const { frame, columns } = createScene(scene);
  const { lines, cursor } = renderFrame(frame, columns);
  await expect(formatScreen(lines, cursor)).toMatchFileSnapshot(`screens/${name}.txt`);
});

test('looks: what matched is underlined, the highlighted row inverse, the guard a word', async () => {
  const { frame, columns } = createScene({ rows: SOME_ROWS, size: '80x24', keys: 'acme' });
  const { lines } = renderFrame(frame, columns);
  const shown = lines.slice(0, 4).map((line) => line.replaceAll(ESC, '\\e'));
  await expect(`${shown.join('\n')}\n`).toMatchFileSnapshot('screens/looks.txt');
});
