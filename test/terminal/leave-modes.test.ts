import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTemporaryFolder } from '../temporary-folder.ts';
import { buildFixture } from './build-fixture.ts';
import { openPseudoTerminal } from './pseudo-terminal.ts';

const fixture = buildFixture('leave');

/** Starts a Node process in cooked mode and ends it in raw mode; answers the mode after that. */
async function endInRawMode(kind: string): Promise<string> {
  const folder = createTemporaryFolder();
  const terminal = openPseudoTerminal({
    script: `cd ${folder}
      "${process.execPath}" "${fixture}" ${kind} &
      while [ ! -s other ]; do :; done
      stty -icanon -echo
      kill -USR2 "$(cat other)"
      wait $!; echo "ended $?"
      stty -a >after`,
  });
  await terminal.ended;
  expect(terminal.screen()).toContain('to the end');
  expect(terminal.screen()).toContain('ended 3');
  return readFileSync(join(folder, 'after'), 'utf8');
}

test('the modes stay as others have set them', async () => {
  expect(await endInRawMode('leave')).toMatch(/ -icanon .* -echo /s);
});

test('Node alone puts them back', async () => {
  expect(await endInRawMode('reset')).not.toMatch(/-icanon| -echo /);
});
