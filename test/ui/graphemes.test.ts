import { expect, test } from 'vitest';
import { keepEnd, keepStart } from '../../ui/graphemes.ts';

const E_ACUTE = 'e\u0301';

test.each([
  ['abc', 2, 'ab', 'bc'],
  ['abc', 3, 'abc', 'abc'],
  ['abc', 0, '', ''],
  ['', 5, '', ''],
  ['本番本', 3, '本', '本'],
  [`${E_ACUTE}x${E_ACUTE}`, 1, E_ACUTE, E_ACUTE],
  [`${E_ACUTE}x${E_ACUTE}`, 2, `${E_ACUTE}x`, `x${E_ACUTE}`],
  ['a😀', 2, 'a', '😀'],
])('of %j in %i columns the start is %j and the end is %j', (text, columns, start, end) => {
  expect(keepStart(text, columns)).toBe(start);
  expect(keepEnd(text, columns)).toBe(end);
});

test('the end of a long text is cut without a look at the rest', () => {
  const text = `${'本'.repeat(100_000)}end`;
  const started = performance.now();
  for (let time = 0; time < 100; time += 1) expect(keepEnd(text, 5)).toBe('本end');
  // Measuring all of it each time takes ten seconds.
  expect(performance.now() - started).toBeLessThan(1000);
});
