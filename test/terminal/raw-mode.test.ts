/** Questions in a terminal whose modes are changed by others while they are open. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTemporaryFolder } from '../temporary-folder.ts';
import { buildFixture } from './build-fixture.ts';
import { openPseudoTerminal, type PseudoTerminal } from './pseudo-terminal.ts';

const fixture = buildFixture('ask');
const PROMPT = 'Secret access key (not shown): ';

interface Asked {
  readonly terminal: PseudoTerminal;
  readonly read: (name: string) => string;
}

/** Asks after `prepare` has run, notes how the terminal is before and after. */
function openQuestion(prepare: string): Asked {
  const folder = createTemporaryFolder();
  const script = `cd ${folder}
    stty -a >before
    ${prepare}
    sh -c 'echo $$ >pid; exec "${process.execPath}" "${fixture}" secret >out 2>err'
    wait
    stty -a >after`;
  const terminal = openPseudoTerminal({ script });
  return { terminal, read: (name) => readFileSync(join(folder, name), 'utf8').trim() };
}

/** Says so on the terminal when it is raw; does not look before the other has changed it. */
function sayWhenRaw(pathOfOther: string): string {
  return `( while kill -0 "$(cat ${pathOfOther})" 2>/dev/null; do :; done
      until stty -a </dev/tty | grep -q -e '-icanon'; do :; done
      echo raw again ) &`;
}

test.each(['SIGTERM', 'SIGUSR2'] as const)(
  'another Node process ends while a question is open, by %s',
  async (signal) => {
    const other = `"${process.execPath}" -e '
        process.on("SIGUSR2", () => process.exit());
        setInterval(() => undefined, 1000);
        require("node:fs").writeFileSync("other", String(process.pid));
        console.log("other is there")' &
      while [ ! -s other ]; do :; done`;
    const { terminal, read } = openQuestion(`${other}\n${sayWhenRaw('other')}`);
    await terminal.shows(PROMPT);
    process.kill(Number(read('other')), signal);
    await terminal.shows('raw again');
    terminal.type('hunter2');
    terminal.type('\r');
    await terminal.ended;
    expect([read('out'), read('err')]).toEqual(['answer hunter2', '']);
    expect(terminal.screen()).not.toContain('hunter2');
    expect(read('after')).toBe(read('before'));
  },
);

test('a stopped question is in raw mode again when it is continued, and shown again', async () => {
  const { terminal, read } = openQuestion('tty >tty');
  await terminal.shows(PROMPT);
  process.kill(Number(read('pid')), 'SIGSTOP');
  const shown = terminal.screen().length;
  // As a shell does when a job of its own has stopped.
  spawnSync('sh', ['-c', 'stty sane <"$1"', 'sh', read('tty')]);
  terminal.type('hunt');
  await terminal.shows('hunt', shown);
  process.kill(Number(read('pid')), 'SIGCONT');
  await terminal.shows(PROMPT, shown);
  terminal.type('er2\r');
  await terminal.ended;
  expect([read('out'), read('err')]).toEqual(['answer hunter2', '']);
  expect(terminal.screen()).not.toContain('er2');
  expect(read('after')).toBe(read('before'));
});

// The process is looked up in /proc.
test.runIf(process.platform === 'linux')(
  'killed in the background, a question leaves the modes to the shell',
  async () => {
    const folder = createTemporaryFolder();
    const script = `cd ${folder}; set -m
    "${process.execPath}" "${fixture}" secret >out 2>err
    stty -a >before
    kill -TERM %1; kill -CONT %1
    while kill -0 %1 2>jobs; do jobs >jobs; done
    echo ended
    stty -a >after`;
    const terminal = openPseudoTerminal({ script });
    await terminal.shows(PROMPT);
    const [processId] = readFileSync(
      `/proc/${terminal.processId}/task/${terminal.processId}/children`,
      'utf8',
    ).split(' ');
    process.kill(Number(processId), 'SIGSTOP');
    await terminal.shows('ended');
    await terminal.ended;
    const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
    expect(read('after')).toBe(read('before'));
  },
);
