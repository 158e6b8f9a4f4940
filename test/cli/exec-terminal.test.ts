/** `awsx exec` in a terminal with job control, beside the same command started directly. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { needs } from '../requirements.ts';
import { runtimes } from '../runtimes.ts';
import { openShell, PROMPT, type Shell } from './exec-shell.ts';
import { type RunningSandbox, runProgram, startSandbox } from './harness.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
  const first = await sandbox.run(['exec', 'readonly', '--', 'true']);
  if (first.status !== 0) throw new Error(first.stderr);
});
afterAll(() => sandbox.stop());

/** Does something with a command that begins with `prefix`, and tells what is to be compared. */
type Scenario = (shell: Shell, prefix: string) => Promise<object>;

const editInVim: Scenario = async (shell, prefix) => {
  const before = await shell.readModes();
  shell.type(`TERM=xterm ${prefix} vim -u NONE -i NONE -n edited\r`);
  await shell.waitFor(/\[New[^\]]*\]/);
  shell.type('ione\x1b\x1a');
  await shell.waitFor(/Stopped/);
  await shell.waitFor(PROMPT);
  const stopped = await shell.readModes();
  shell.type('fg\r');
  await shell.waitFor(/one/);
  shell.type('atwo\x1b:wq\r');
  await shell.waitFor(/written/);
  await shell.waitFor(PROMPT);
  const status = await shell.readStatus();
  const after = await shell.readModes();
  const content = await shell.ask('cat edited', /\n(one\w+)\r?\n/);
  return { modes: [stopped === before, after === before], status, content };
};

const readWithLess: Scenario = async (shell, prefix) => {
  const before = await shell.readModes();
  shell.type(`seq 1000 | TERM=xterm ${prefix} less\r`);
  await shell.waitFor(/\n23\r?\n/);
  shell.type('G');
  await shell.waitFor(/\n1000\r?\n[\s\S]*END/);
  shell.type('q');
  await shell.waitFor(PROMPT);
  const status = await shell.readStatus();
  return { status, modes: (await shell.readModes()) === before };
};

const changeModes: Scenario = async (shell, prefix) => {
  shell.type(`${prefix} stty -ixon -icrnl\r`);
  await shell.waitFor(PROMPT);
  return { modes: await shell.readModes(), status: await shell.readStatus() };
};

/** Says that it is there, then waits for input. */
const SAY_AND_WAIT = `sh -c 'echo "ready $0" >&2; exec cat'`;

const interruptPipeline: Scenario = async (shell, prefix) => {
  shell.type(`${prefix} ${SAY_AND_WAIT} one | cat\r`);
  await shell.waitFor(/ready one/);
  shell.type('\x03');
  await shell.waitFor(PROMPT);
  return { status: await shell.readStatus() };
};

const stopPipeline: Scenario = async (shell, prefix) => {
  shell.type(`${prefix} ${SAY_AND_WAIT} one | tail -n 1\r`);
  await shell.waitFor(/ready one/);
  shell.type('\x1a');
  await shell.waitFor(/Stopped/);
  await shell.waitFor(PROMPT);
  shell.type('fg\r');
  await shell.waitFor(/tail -n 1\r?\n/);
  shell.type('typed\r\x04');
  await shell.waitFor(/\ntyped\r?\n/);
  await shell.waitFor(PROMPT);
  return { status: await shell.readStatus() };
};

const interruptLoop: Scenario = async (shell, prefix) => {
  shell.type(`for name in one two; do ${prefix} ${SAY_AND_WAIT} $name; done\r`);
  await shell.waitFor(/ready one/);
  shell.type('\x03');
  const shown = await shell.waitFor(/prompt> |ready two/);
  return { shown, status: await shell.readStatus() };
};

const interruptScript: Scenario = async (shell, prefix) => {
  const loop = `for name in one two; do ${prefix} ${SAY_AND_WAIT} $name; done`;
  writeFileSync(join(shell.home, 'script'), `${loop}\necho "went on"\n`);
  shell.type('bash script\r');
  await shell.waitFor(/ready one/);
  shell.type('\x03');
  const shown = await shell.waitFor(/prompt> |ready two/);
  return { shown, status: await shell.readStatus() };
};

/** It ends by itself, with the status that Ctrl-C would have. */
const loopOverStatus: Scenario = async (shell, prefix) => {
  shell.type(`for name in one two; do ${prefix} sh -c 'echo "ready $0"; exit 130' $name; done\r`);
  await shell.waitFor(/\nready one\r?\nready two/);
  await shell.waitFor(PROMPT);
  return { status: await shell.readStatus() };
};

const readInBackground: Scenario = async (shell, prefix) => {
  await shell.ask('set -b', /\n/);
  shell.type(`${prefix} cat &\r`);
  await shell.waitFor(/Stopped/);
  shell.type('\rfg\r');
  await shell.waitFor(/\n[^\n]*cat\r?\n/);
  shell.type('typed\r');
  await shell.waitFor(/typed\r?\ntyped/);
  shell.type('\x04');
  await shell.waitFor(PROMPT);
  return { status: await shell.readStatus() };
};

const changeSize: Scenario = async (shell, prefix) => {
  const script = 'sleep 999 & trap "stty size; kill $!; exit 3" WINCH; echo ready; wait\n';
  writeFileSync(join(shell.home, 'script'), script);
  shell.type(`${prefix} bash script\r`);
  await shell.waitFor(/\nready/);
  shell.resize(101, 37);
  const shown = await shell.waitFor(/\d+ \d+/);
  await shell.waitFor(PROMPT);
  return { shown, status: await shell.readStatus() };
};

/** The first word counts: on its own way the signal may come once more through awsx. */
const closeTerminal: Scenario = async (shell, prefix) => {
  const script = 'sleep 999 & trap "echo hung up; kill $!; exit" HUP; echo ready >&2; wait\n';
  writeFileSync(join(shell.home, 'script'), script);
  await shell.ask('mkfifo pipe', /\n/);
  const heard = runProgram('head', ['-n', '1', join(shell.home, 'pipe')]);
  shell.type(`${prefix} bash script >pipe\r`);
  await shell.waitFor(/\nready/);
  shell.kill();
  return { heard: (await heard).stdout };
};

for (const { name, node, isMissing } of runtimes)
  describe.skipIf(isMissing)(name, () => {
    const open = () => openShell({ node, env: sandbox.env });

    const compare = (scenario: Scenario, expected: object) => async () => {
      const direct = await scenario(await open(), '');
      expect(direct).toMatchObject(expected);
      expect(await scenario(await open(), 'awsx exec readonly --')).toEqual(direct);
    };

    const edited = { modes: [true, true], status: '0', content: 'onetwo' };
    it.skipIf(needs('vim'))('vim edits, stops, goes on and ends', compare(editInVim, edited));

    it.skipIf(needs('less'))(
      'less reads a pipe, and its keys from the terminal',
      compare(readWithLess, { status: '0 0', modes: true }),
    );

    it('stty changes the modes for good', compare(changeModes, { status: '0' }));
    it('Ctrl-C ends a pipeline', compare(interruptPipeline, { status: '130 130' }));
    it('Ctrl-Z stops a pipeline', compare(stopPipeline, { status: '0' }));
    it('Ctrl-C ends a loop', compare(interruptLoop, { status: '130' }));
    it('Ctrl-C ends a script', compare(interruptScript, { status: '130' }));
    it('a status alone does not end a loop', compare(loopOverStatus, { status: '130' }));
    it('reading in the background stops it', compare(readInBackground, { status: '0' }));
    it('it hears of another size', compare(changeSize, { status: '3' }));
    it('it hears that the terminal went away', compare(closeTerminal, { heard: 'hung up\n' }));
  });
