/** The last line of `npm test` is one that a script can read, whatever happened before. */
import { spawnSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createTemporaryFolder } from './temporary-folder.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const reporter = join(root, 'test/closing-line-reporter.ts');

/** Runs these test files with our reporter; answers status and output without colours. */
function runTests(files: Readonly<Record<string, string>>) {
  const folder = createTemporaryFolder();
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(
      join(folder, `${name}.test.js`),
      `import { expect, test } from 'vitest';\n${text}`,
    );
  }
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const reporters = ['--reporter=default', `--reporter=${reporter}`];
  const { status, stdout } = spawnSync(
    process.execPath,
    [vitest, 'run', '--root', folder, ...reporters],
    {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: folder, NO_COLOR: '1' },
    },
  );
  return { status, lines: stdout.trimEnd().split('\n') };
}

const PASSES = "test('good', () => expect(1).toBe(1));";

test.each<[string, Readonly<Record<string, string>>, number, readonly string[]]>([
  ['all is well', { a: PASSES, b: PASSES }, 0, ['2 passed, 0 failed']],
  [
    'a test fails',
    { a: `${PASSES} test('bad', () => expect(1).toBe(2));` },
    1,
    ['1 passed, 1 failed'],
  ],
  ['a file does not load', { a: PASSES, b: "import './missing.js';" }, 1, ['1 passed, 1 failed']],
  [
    'a hook fails',
    {
      a: `import { beforeAll } from 'vitest'; beforeAll(() => { throw new Error('x'); }); ${PASSES}`,
    },
    1,
    ['skipped: good', '0 passed, 1 failed'],
  ],
  [
    'nobody caught an error',
    { a: `${PASSES} Promise.reject(new Error('x'));` },
    1,
    ['1 passed, 1 failed'],
  ],
  [
    'some are skipped',
    { a: `${PASSES} test.skip('later', () => {}); test.todo('some day');` },
    0,
    ['skipped: later', 'skipped: some day', '1 passed, 0 failed'],
  ],
  ['there is none', {}, 1, ['0 passed, 0 failed']],
])(
  'when %s',
  (_what, files, status, lastLines) => {
    const result = runTests(files);
    expect(result.lines.slice(-lastLines.length)).toEqual(lastLines);
    expect(result.status).toBe(status);
  },
  60_000,
);
