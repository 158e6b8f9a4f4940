/** One question and two terminals: the built program in two pseudo-terminals at once. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPseudoTerminal, type PseudoTerminal } from '../terminal/pseudo-terminal.ts';
import { awsxScript, type RunningSandbox, startSandbox } from './harness.ts';

let sandbox: RunningSandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.stop());

const PROMPT = 'MFA code: ';
const OFFER = 'press Enter to answer here instead';

interface Place {
  readonly terminal: PseudoTerminal;
  readonly read: (name: string) => string;
  /** Sends a signal to awsx. */
  signal(name: NodeJS.Signals): void;
}

/** Starts awsx in a terminal of its own; its files are called after the place. */
function start(place: string, args: string): Place {
  const script = `cd "${sandbox.folder}"
    tty >${place}.tty
    stty -g >${place}.before
    sh -c 'echo $$ >${place}.pid; exec "${process.execPath}" "${awsxScript}" ${args}' >${place}.out 2>${place}.err
    echo "ended $?"
    stty -g >${place}.after`;
  const read = (name: string): string =>
    readFileSync(join(sandbox.folder, `${place}.${name}`), 'utf8').trim();
  return {
    terminal: openPseudoTerminal({ script, env: sandbox.env }),
    read,
    signal: (name) => void process.kill(Number(read('pid')), name),
  };
}

/** A question in one terminal, and somebody who waits in another. */
async function startTwo(): Promise<{ readonly asking: Place; readonly waiting: Place }> {
  const asking = start('asking', 'credential-process prod-admin');
  await asking.terminal.shows(PROMPT);
  const waiting = start('waiting', 'export prod-admin --format json');
  await waiting.terminal.shows(OFFER);
  return { asking, waiting };
}

/** Presses a key until the offer is gone: what comes with its first drawing is not meant for it. */
async function pressAtOffer({ terminal }: Place, key: string): Promise<void> {
  const isOffered = (): boolean => terminal.screen().trimEnd().endsWith(OFFER);
  const press = (): boolean => {
    if (isOffered()) terminal.type(key);
    return isOffered();
  };
  await expect.poll(press, { interval: 100, timeout: 10_000 }).toBe(false);
}

async function answer({ terminal }: Place): Promise<void> {
  terminal.type(`${await sandbox.code()}\r`);
}

/** Both have ended well, with one result, and the terminals are as they were. */
async function expectShared(...places: readonly Place[]): Promise<void> {
  for (const { terminal, read } of places) {
    await terminal.ended;
    expect(terminal.screen()).toContain('ended 0');
    expect(read('after')).toBe(read('before'));
    expect(terminal.screen()).not.toMatch(/MFA code: [*]*\d/);
  }
  expect(sandbox.actions()).toBe('GetSessionToken AssumeRole');
  const keys = places.map(({ read }) => /ASIA\w+/.exec(read('out'))?.[0]);
  expect(new Set(keys).size).toBe(1);
}

describe('a question in one terminal and Enter in another', () => {
  it('brings it there; both share the result', async () => {
    const { asking, waiting } = await startTwo();
    const offer = waiting.terminal.screen();
    expect(offer).toContain(`waiting for awsx (process ${asking.read('pid')})`);
    expect(offer).toContain(`(${asking.read('tty').replace('/dev/', '')})`);
    await pressAtOffer(waiting, '\r');
    await asking.terminal.shows('asks for the code now, on ');
    expect(asking.terminal.screen()).toContain(
      `awsx: another awsx (process ${waiting.read('pid')}) asks for the code now, on ${waiting
        .read('tty')
        .replace('/dev/', '')}`,
    );
    await waiting.terminal.shows(PROMPT);
    await answer(waiting);
    await expectShared(asking, waiting);
    expect(asking.read('err')).not.toContain('error');
  });

  it('and Enter in the first brings it back', async () => {
    const { asking, waiting } = await startTwo();
    await pressAtOffer(waiting, '\r');
    await waiting.terminal.shows(PROMPT);
    await asking.terminal.shows(OFFER);
    const shown = asking.terminal.screen().length;
    await pressAtOffer(asking, '\r');
    await asking.terminal.shows(PROMPT, shown);
    await answer(asking);
    await expectShared(asking, waiting);
  });

  it('brings it to the first of two who press it', async () => {
    const { asking, waiting } = await startTwo();
    const third = start('third', 'export prod-admin --format json');
    await third.terminal.shows(OFFER);
    const both = [waiting, third];
    const shown = both.map(({ terminal }) => terminal.screen().length);
    await Promise.all(both.map((place) => pressAtOffer(place, '\r')));
    const index = await Promise.race(
      both.map(async ({ terminal }, each) => {
        await terminal.shows(PROMPT);
        return each;
      }),
    );
    const [first, second] = index === 0 ? both : both.toReversed();
    if (first === undefined || second === undefined) throw new Error('two are needed');
    await second.terminal.shows(OFFER, shown[1 - index]);
    expect(second.terminal.screen()).not.toContain(PROMPT);
    await answer(first);
    await expectShared(asking, first, second);
  });

  it('does so when the first one, that was stopped, is continued', async () => {
    const { asking, waiting } = await startTwo();
    asking.signal('SIGSTOP');
    await pressAtOffer(waiting, '\r');
    await expect
      .poll(() => waiting.read('err'), { timeout: 10_000 })
      .toContain(`awsx process ${asking.read('pid')} is getting these credentials but is stopped`);
    asking.signal('SIGCONT');
    await waiting.terminal.shows(PROMPT);
    await answer(waiting);
    await expectShared(asking, waiting);
  });

  it('does so when the first one is killed', async () => {
    const { asking, waiting } = await startTwo();
    asking.signal('SIGSTOP');
    await pressAtOffer(waiting, '\r');
    asking.signal('SIGKILL');
    await waiting.terminal.shows(PROMPT);
    await answer(waiting);
    await expectShared(waiting);
  });
});

it('a question in a desktop dialog is taken to a terminal, and the dialog goes', async () => {
  const zenity = join(sandbox.folder, 'zenity');
  const pid = join(sandbox.folder, 'zenity.pid');
  writeFileSync(zenity, `#!/bin/sh\necho $$ >${pid}; exec sleep 600\n`, { mode: 0o755 });
  const env = { DISPLAY: ':0', PATH: `${sandbox.folder}:${sandbox.env['PATH']}` };
  const asking = sandbox.run(['credential-process', 'prod-admin'], { env });
  await expect
    .poll(() => existsSync(pid) && readFileSync(pid, 'utf8'), { timeout: 10_000 })
    .toBeTruthy();
  const waiting = start('waiting', 'exec prod-admin -- true');
  await waiting.terminal.shows('asks for the code elsewhere');
  await pressAtOffer(waiting, '\r');
  await waiting.terminal.shows(PROMPT);
  expect(() => process.kill(Number(readFileSync(pid, 'utf8')), 0)).toThrow('ESRCH');
  await answer(waiting);
  await expectShared(waiting);
  const { status, stdout } = await asking;
  expect([status, JSON.parse(stdout)]).toMatchObject([0, { Version: 1 }]);
});

describe('an offer to take a question over', () => {
  it('goes when the question is answered where it was', async () => {
    const { asking, waiting } = await startTwo();
    await answer(asking);
    await expectShared(asking, waiting);
    expect(waiting.terminal.screen()).not.toContain(PROMPT);
  });

  it('comes again for the next question, after a wrong code', async () => {
    const { asking, waiting } = await startTwo();
    const shown = waiting.terminal.screen().length;
    const code = await sandbox.code();
    asking.terminal.type(`${code === '000000' ? '111111' : '000000'}\r`);
    await asking.terminal.shows('MultiFactorAuthentication failed');
    await waiting.terminal.shows(OFFER, shown);
    await pressAtOffer(waiting, '\r');
    await waiting.terminal.shows(PROMPT);
    await answer(waiting);
    for (const { terminal } of [asking, waiting]) await terminal.shows('ended 0');
    expect(sandbox.actions()).toBe('GetSessionToken GetSessionToken AssumeRole');
  });

  it.each([
    ['Esc', '\u001b'],
    ['Ctrl-C', '\u0003'],
  ])('ends the wait with %s, and only that', async (_, key) => {
    const { asking, waiting } = await startTwo();
    waiting.terminal.type('what is meant for others');
    await pressAtOffer(waiting, key);
    await waiting.terminal.shows('ended 130');
    await waiting.terminal.ended;
    expect(waiting.read('after')).toBe(waiting.read('before'));
    expect(waiting.terminal.screen()).not.toContain('what is meant');
    await answer(asking);
    await expectShared(asking);
  });

  it.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)(
    'leaves the terminal as it was after %s',
    async (name) => {
      const { asking, waiting } = await startTwo();
      waiting.signal(name);
      await waiting.terminal.ended;
      expect(waiting.read('after')).toBe(waiting.read('before'));
      await answer(asking);
      await expectShared(asking);
    },
  );

  it('is not made with --no-input, nor on the terminal of the question', async () => {
    const both = `credential-process prod-admin & echo $! >other.pid; "${process.execPath}" "${awsxScript}" export prod-admin --format json 2>same.err >same.out; wait`;
    const asking = start('asking', both);
    await asking.terminal.shows(PROMPT);
    const silent = start('silent', 'export prod-admin --format json --no-input');
    const isWaiting = (file: string) =>
      expect
        .poll(() => readFileSync(join(sandbox.folder, file), 'utf8'), { timeout: 10_000 })
        .toContain('waiting for another awsx');
    await isWaiting('silent.err');
    await answer(asking);
    await silent.terminal.shows('ended 0');
    await asking.terminal.shows('ended 0');
    for (const { terminal } of [asking, silent]) expect(terminal.screen()).not.toContain(OFFER);
    expect(sandbox.actions()).toBe('GetSessionToken AssumeRole');
  });
});
