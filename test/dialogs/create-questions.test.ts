/** Questions where there is no terminal, with fake dialog programs on PATH. */
import * as fileSystem from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createQuestions } from '../../src/dialogs/create-questions.ts';
import { createNoQuestions } from '../../src/dialogs/no-questions.ts';
import { systemClock } from '../../src/system-clock.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';

const HOSTILE = `it's "quoted" $(touch pwned) \`touch pwned\` \\`;
const QUESTION = { profile: HOSTILE, serialNumber: 'arn:aws:iam::1:mfa/jon', attempt: 1 };

/** A folder for PATH that holds these shell scripts under these names. */
function createPrograms(programs: Readonly<Record<string, string>>): string {
  const folder = createTemporaryFolder();
  for (const [name, script] of Object.entries(programs)) {
    fileSystem.writeFileSync(join(folder, name), `#!/bin/sh\n${script}`, { mode: 0o755 });
  }
  return folder;
}

function openQuestions(folder: string, env: Readonly<Record<string, string>> = { DISPLAY: ':0' }) {
  return createQuestions({
    env: { ...env, PATH: folder },
    platform: 'linux',
    clock: systemClock,
    fileSystem,
    workingDirectory: folder,
    hasTerminal: () => false,
  });
}

/** For what a busy machine may take its time with. */
const PATIENCE = { timeout: 8000 };

const onUnix = test.skipIf(process.platform === 'win32');

onUnix('zenity is given the question as arguments and gives the code', async () => {
  const folder = createPrograms({
    zenity: 'for a in "$@"; do printf "%s\\n" "$a"; done >"$0.args"; echo 123456',
  });
  const code = await openQuestions(folder).askMfaCode(QUESTION);
  expect(code.reveal()).toBe('123456');
  expect(fileSystem.readFileSync(join(folder, 'zenity.args'), 'utf8')).toBe(
    [
      '--entry',
      '--title=awsx',
      `--text=MFA code for profile "${HOSTILE.replace('\\', '∖')}"`,
      'device: arn:aws:iam::1:mfa/jon',
      '--hide-text',
      '--timeout=120',
      '',
    ].join('\n'),
  );
  expect(fileSystem.existsSync('pwned')).toBe(false);
});

onUnix('pinentry is spoken to on its stdin and finds no terminal', async () => {
  const folder = createPrograms({
    pinentry: `echo OK; (: >/dev/tty) 2>/dev/null && exit 9
      while read -r command rest; do
        case $command in
          GETPIN) printf 'D 123456\\nOK\\n' ;;
          BYE) echo OK; exit 0 ;;
          *) echo OK ;;
        esac
      done`,
  });
  const code = await openQuestions(folder).askMfaCode(QUESTION);
  expect(code.reveal()).toBe('123456');
});

onUnix('a broken zenity leaves the question to kdialog', async () => {
  const zenity = 'echo "cannot open display: :0" >&2; exit 1';
  const folder = createPrograms({ zenity, kdialog: 'echo yes' });
  await expect(openQuestions(folder).confirm('Forget it?')).resolves.toBe(true);
});

onUnix('a cancelled dialog is the end of it', async () => {
  const folder = createPrograms({ zenity: 'exit 1', kdialog: 'echo yes' });
  const confirmed = openQuestions(folder).confirm('Forget it?');
  await expect(confirmed).rejects.toMatchObject({ code: 'cancelled' });
});

const onLinux = test.skipIf(process.platform !== 'linux');

onLinux('an aborted question takes the dialog away, with all it started', async () => {
  const folder = createPrograms({ zenity: '/bin/sleep 600 & echo $$ $! >"$0.pids"; wait' });
  const pids = join(folder, 'zenity.pids');
  const controller = new AbortController();
  const answer = openQuestions(folder).askText('Key id', controller.signal);
  const isStarted = () => fileSystem.existsSync(pids) && fileSystem.statSync(pids).size > 0;
  await expect.poll(isStarted, PATIENCE).toBe(true);
  controller.abort(new Error('answered elsewhere'));
  await expect(answer).rejects.toThrow('answered elsewhere');
  const [shell = 0, sleep = 0] = fileSystem.readFileSync(pids, 'utf8').split(' ').map(Number);
  await expect.poll(() => [isRunning(shell), isRunning(sleep)], PATIENCE).toEqual([false, false]);
});

function isRunning(processId: number): boolean {
  try {
    const stat = fileSystem.readFileSync(`/proc/${processId}/stat`, 'utf8');
    return !stat.includes(') Z ');
  } catch {
    return false;
  }
}

test.each([
  ['no display', {}, 'exit 0'],
  ['a dialog that cannot be shown', { DISPLAY: ':0' }, 'exit 255'],
])('%s: nobody can be asked, and the hint says what to do', async (_name, env, zenity) => {
  const questions = openQuestions(createPrograms({ zenity }), env);
  await expect(questions.askMfaCode({ ...QUESTION, profile: 'dev' })).rejects.toMatchObject({
    code: 'input_required',
    message:
      'cannot ask for an MFA code for profile "dev": there is no terminal and no desktop dialog',
    hint: 'give a code with --mfa-token, or set mfa_process for the profile',
  });
  await expect(questions.askSecret('Pass\u001bphrase')).rejects.toMatchObject({
    code: 'input_required',
    message: 'cannot ask "Pass\\x1bphrase": there is no terminal and no desktop dialog',
    hint: 'run awsx in a terminal, without --no-input',
  });
});

test('--no-input answers every question with input_required', async () => {
  const questions = createNoQuestions();
  expect(questions.terminalName()).toBeUndefined();
  const asked = [
    questions.askMfaCode(QUESTION),
    questions.askSecret('a'),
    questions.askText('a'),
    questions.confirm('a'),
    questions.choose('a', ['b']),
    questions.askNewSecret('a'),
    questions.confirmName('a', 'b'),
  ];
  for (const answer of asked) {
    await expect(answer).rejects.toMatchObject({
      code: 'input_required',
      message: expect.stringContaining('--no-input forbids questions'),
    });
  }
});
