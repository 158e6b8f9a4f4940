import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { MfaQuestion, Questions } from '../../src/ports.ts';
import { type QuestionElsewhere, TakenOver } from '../../src/taken-over.ts';
import { createTerminalQuestions } from '../../ui/terminal-questions.ts';
import { createFakeTerminal, type FakeTerminal } from './fake-terminal.ts';
import { createManualClock } from './manual-clock.ts';

const QUESTION: MfaQuestion = {
  profile: 'prod-admin',
  serialNumber: 'arn:aws:iam::123456789012:mfa/jon',
  accountId: '123456789012',
  askedBy: 'terraform',
  endpoint: 'http://127.0.0.1:4566',
  attempt: 1,
};

function openQuestions(terminal: FakeTerminal, processEnv: NodeJS.ProcessEnv = {}, plain = false) {
  const clock = createManualClock('2026-01-01T00:00:18Z');
  const questions = createTerminalQuestions({
    openTerminal: () => terminal,
    terminalName: () => 'pts/1',
    clock,
    plain,
    processEnv,
  });
  return { questions, clock };
}

/** Asks, types once the question is there, and answers what stood on the screen before. */
async function ask<Answer>(
  terminal: FakeTerminal,
  keys: string,
  put: () => Promise<Answer>,
): Promise<{ answer: Answer; frame: string }> {
  const answer = put();
  await terminal.drawn;
  const frame = stripVTControlCharacters(terminal.written());
  terminal.type(keys);
  return { answer: await answer, frame };
}

/** From the last to the first. */
function eraseRows(count: number): string {
  return `\r\u001b[2K${'\u001b[A\u001b[2K'.repeat(count - 1)}`;
}

function askCode(questions: Questions, question = QUESTION) {
  return async () => (await questions.askMfaCode(question)).reveal();
}

test('a code: who, where, which device, who asked, how long', async () => {
  const terminal = createFakeTerminal();
  const { questions } = openQuestions(terminal);
  const { answer, frame } = await ask(terminal, '123456\r', askCode(questions));
  expect(answer).toBe('123456');
  expect(frame.split('\n')).toEqual([
    'MFA code for profile "prod-admin"',
    '  account: 123456789012',
    '  device: arn:aws:iam::123456789012:mfa/jon',
    '  asked by: terraform',
    '  endpoint: http://127.0.0.1:4566',
    'new code in 12 s; Esc cancels',
    'MFA code: ',
  ]);
  expect(terminal.isClosed).toBe(true);
});

test('forty columns: one line each, the end of the device is seen', async () => {
  const terminal = createFakeTerminal(40);
  const { questions } = openQuestions(terminal);
  const { frame } = await ask(terminal, '123456\r', askCode(questions));
  const lines = frame.split('\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(40);
  expect(lines).toHaveLength(7);
  expect(lines[2]).toMatch(/^ {2}device: arn:aws:.*…0*.*:mfa\/jon$/);
});

test('why the code before was refused stands above, whatever is in it', async () => {
  const terminal = createFakeTerminal();
  const { questions } = openQuestions(terminal);
  const rejected = 'MultiFactorAuthentication failed\u001b[2J\u202e';
  const question = { ...QUESTION, profile: 'p\u001b]0;x\u0007', rejected, attempt: 2 };
  const { frame } = await ask(terminal, '123456\r', askCode(questions, question));
  expect(frame.split('\n').slice(0, 2)).toEqual([
    'MultiFactorAuthentication failed\\x1b[2J\\u{202e}',
    'MFA code for profile "p\\x1b]0;x\\x07"',
  ]);
});

test('the seconds count down, digits are stars, and nothing of it stays', async () => {
  const terminal = createFakeTerminal();
  const { questions, clock } = openQuestions(terminal);
  const answer = questions.askMfaCode(QUESTION);
  await terminal.drawn;
  expect(terminal.written()).toContain('new code in 12 s');
  await clock.advance(1000);
  expect(terminal.written()).toContain('new code in 11 s');
  for (const key of '907x') terminal.type(key);
  expect(stripVTControlCharacters(terminal.written())).toMatch(/digits only\nMFA code: \*\*\*$/);
  terminal.type('351\r');
  expect((await answer).reveal()).toBe('907351');
  expect(terminal.written()).not.toMatch(/907|351/);
  expect(terminal.written().endsWith(eraseRows(8))).toBe(true);
});

test('a frame is never as tall as the terminal, which would cost the scrollback', async () => {
  const terminal = createFakeTerminal(80, 12);
  const { questions } = openQuestions(terminal);
  const answer = questions.askMfaCode(QUESTION);
  await terminal.drawn;
  const before = terminal.written().length;
  terminal.resize(80, 4);
  const frame = stripVTControlCharacters(terminal.written().slice(before)).replace('\r', '');
  expect(frame.split('\n')).toEqual([
    '  endpoint: http://127.0.0.1:4566',
    'new code in 12 s; Esc cancels',
    'MFA code: ',
  ]);
  terminal.type('123456\r');
  await answer;
});

test('a window made narrower has broken lines, which go too', async () => {
  const terminal = createFakeTerminal(80, 24);
  const { questions } = openQuestions(terminal);
  const answer = questions.askMfaCode(QUESTION);
  await terminal.drawn;
  const before = terminal.written().length;
  // Three of the seven lines are longer: the title, the device, the endpoint.
  terminal.resize(30, 24);
  expect(terminal.written().slice(before).startsWith(eraseRows(10))).toBe(true);
  terminal.type('123456\r');
  await answer;
});

test('a question that was stopped is drawn again below what others wrote', async () => {
  const terminal = createFakeTerminal();
  const { questions } = openQuestions(terminal);
  const answer = questions.confirm('Forget it?');
  await terminal.drawn;
  terminal.resume();
  expect(terminal.written()).toBe('Forget it? [y/N] \nForget it? [y/N] ');
  terminal.type('y\r');
  expect(await answer).toBe(true);
});

test.each<[string, NodeJS.ProcessEnv, number, number, boolean?]>([
  ['--plain', {}, 80, 24, true],
  ['a dumb terminal', { TERM: 'dumb' }, 80, 24],
  ['a screen reader', { INK_SCREEN_READER: 'true' }, 80, 24],
  ['a terminal that does not know its size', {}, 0, 0],
  ['a very small terminal', {}, 80, 5],
])('%s gets plain lines, drawn once', async (_name, processEnv, columns, rows, plain = false) => {
  const terminal = createFakeTerminal(columns, rows);
  const { questions, clock } = openQuestions(terminal, processEnv, plain);
  const answer = questions.askMfaCode(QUESTION);
  await terminal.drawn;
  await clock.advance(3000);
  for (const key of '12x34\u007f') terminal.type(key);
  terminal.type('456\r');
  expect((await answer).reveal()).toBe('123456');
  expect(terminal.written()).toBe(
    [
      'MFA code for profile "prod-admin"',
      'account: 123456789012',
      'device: arn:aws:iam::123456789012:mfa/jon',
      'asked by: terraform',
      'endpoint: http://127.0.0.1:4566',
      'new code in 12 s; Esc cancels',
      'MFA code: **',
      'digits only',
      'MFA code: ****\b \b\n',
    ].join('\n'),
  );
});

test('a secret shows nothing, not even its length', async () => {
  const terminal = createFakeTerminal();
  const { questions } = openQuestions(terminal);
  const answer = questions.askSecret('Secret access key');
  await terminal.drawn;
  expect(terminal.written()).toBe('Secret access key (not shown): ');
  terminal.type('hunter2');
  const prompt = 'Secret access key (not shown): ';
  expect(terminal.written()).toBe(`${prompt}${eraseRows(1)}${prompt}`);
  terminal.type('\r');
  expect((await answer).reveal()).toBe('hunter2');
});

test('text is shown, and so is its end when it is longer than the line', async () => {
  const terminal = createFakeTerminal(30);
  const { questions } = openQuestions(terminal);
  const answer = questions.askText('Access key id');
  await terminal.drawn;
  terminal.type('AKIAIOSFODNN7EXAMPLE');
  expect(terminal.written().endsWith('s key id: AKIAIOSFODNN7EXAMPLE'.slice(-29))).toBe(true);
  terminal.type('\r');
  await expect(answer).resolves.toBe('AKIAIOSFODNN7EXAMPLE');
});

test('yes or no', async () => {
  const terminal = createFakeTerminal();
  const { questions } = openQuestions(terminal);
  const { answer, frame } = await ask(terminal, 'y\r', () => questions.confirm('Forget it?'));
  expect([answer, frame]).toEqual([true, 'Forget it? [y/N] ']);
});

test('a numbered list', async () => {
  const terminal = createFakeTerminal();
  const { questions } = openQuestions(terminal);
  const choices = ['dev', 'a\u001b[2Jb'];
  const { answer, frame } = await ask(terminal, '2\r', () => questions.choose('Profile', choices));
  expect([answer, frame]).toEqual([1, ' 1  dev\n 2  a\\x1b[2Jb\nProfile [1-2]: ']);
});

test('a list longer than the terminal is printed, not drawn', async () => {
  const terminal = createFakeTerminal();
  const { questions } = openQuestions(terminal);
  const choices = Array.from({ length: 120 }, (_, index) => `profile-${index}`);
  const put = () => questions.choose('Profile', choices);
  const { answer, frame } = await ask(terminal, '120\r', put);
  expect(answer).toBe(119);
  expect(frame.split('\n')).toHaveLength(121);
});

test('a new secret: twice, in one place, a slip explained there', async () => {
  const terminal = createFakeTerminal();
  const { questions } = openQuestions(terminal);
  const answer = questions.askNewSecret('New passphrase for the awsx vault');
  await terminal.drawn;
  const since = sinceOf(terminal);
  expect(since()).toBe('New passphrase for the awsx vault (not shown): ');
  terminal.type('hunter2\r');
  expect(since()).toContain('easy to guess');
  terminal.type('\r');
  expect(since()).toBe('The same again (not shown): ');
  terminal.type('hunter3\r');
  expect(since()).toBe(
    'the two were not the same: choose it anew\nNew passphrase for the awsx vault (not shown): ',
  );
  terminal.type('correct horse battery\rcorrect horse battery\r');
  expect((await answer).reveal()).toBe('correct horse battery');
  expect(terminal.written()).not.toMatch(/hunter|horse/);
});

/** What the last frame shows. */
function sinceOf(terminal: FakeTerminal): () => string {
  let seen = 0;
  return () => {
    const written = terminal.written().slice(seen);
    seen += written.length;
    const start = Math.max(written.lastIndexOf('\u001b[2K') + '\u001b[2K'.length, 0);
    const frame = written.includes('\u001b[2K') ? written.slice(start) : written;
    return stripVTControlCharacters(frame);
  };
}

test('a name to be typed, hostile or not', async () => {
  const terminal = createFakeTerminal();
  const { questions } = openQuestions(terminal);
  const name = 'p\u001b[2J\u202e';
  const answer = questions.confirmName('This removes the key.\u0007', name);
  await terminal.drawn;
  expect(stripVTControlCharacters(terminal.written())).toBe(
    'This removes the key.\\x07\ntype p\\x1b[2J\\u{202e} to go on: ',
  );
  terminal.type('p\\x1b[2J\\u{202e}\r');
  await expect(answer).resolves.toBeUndefined();
});

describe('a question elsewhere', () => {
  const elsewhere = (changes: Partial<QuestionElsewhere> = {}): QuestionElsewhere => ({
    processId: 4711,
    terminal: 'pts/3',
    signal: new AbortController().signal,
    takeOver: () => undefined,
    ...changes,
  });

  test('is offered until Enter', async () => {
    const terminal = createFakeTerminal();
    const { questions, clock } = openQuestions(terminal);
    const offer = questions.offerTakeOver(elsewhere());
    await terminal.drawn;
    const frame = stripVTControlCharacters(terminal.written());
    terminal.type('typed before it could be seen\r');
    await clock.advance(150);
    terminal.type('ls\r');
    await offer;
    expect(frame).toBe(
      'waiting for awsx (process 4711), which asks for the code on another terminal\n' +
        '(pts/3); Esc cancels\npress Enter to answer here instead ',
    );
    expect(terminal.written().endsWith(eraseRows(3))).toBe(true);
    expect(terminal.isClosed).toBe(true);
  });

  test.each([
    ['a hostile name', { terminal: 'p\u001b]0;x\u0007' }, '(p\\x1b]0;x\\x07)'],
    ['a dialog', { terminal: undefined }, 'asks for the code elsewhere'],
  ])('%s', async (_, changes, text) => {
    const terminal = createFakeTerminal(200);
    const { questions } = openQuestions(terminal);
    const controller = new AbortController();
    const question = {
      ...elsewhere({ signal: controller.signal }),
      ...changes,
    } as QuestionElsewhere;
    const offer = questions.offerTakeOver(question);
    await terminal.drawn;
    expect(stripVTControlCharacters(terminal.written())).toContain(text);
    controller.abort();
    await expect(offer).rejects.toBe(controller.signal.reason);
  });

  test('is no longer offered when it is over', async () => {
    const terminal = createFakeTerminal();
    const { questions } = openQuestions(terminal);
    const controller = new AbortController();
    const offer = questions.offerTakeOver(elsewhere({ signal: controller.signal }));
    await terminal.drawn;
    controller.abort();
    await expect(offer).rejects.toBe(controller.signal.reason);
    expect(terminal.written().endsWith(eraseRows(3))).toBe(true);
    expect(terminal.isClosed).toBe(true);
  });
});

test('a question that is taken over leaves a line that says so, and no digit', async () => {
  const terminal = createFakeTerminal();
  const { questions } = openQuestions(terminal);
  const controller = new AbortController();
  const answer = questions.askMfaCode(QUESTION, controller.signal);
  await terminal.drawn;
  terminal.type('907');
  const reason = new TakenOver({ processId: 12, terminal: 'pts/5\u001b[2J' });
  controller.abort(reason);
  await expect(answer).rejects.toBe(reason);
  expect(terminal.written()).toMatch(
    /\[2Kawsx: another awsx \(process 12\) asks for the code now, on pts\/5\\x1b\[2J\n$/,
  );
  expect(terminal.isClosed).toBe(true);
});

test('a cancelled question gives the terminal back', async () => {
  const terminal = createFakeTerminal();
  const { questions } = openQuestions(terminal);
  const put = () => questions.confirm('Forget it?');
  await expect(ask(terminal, '\u0003', put)).rejects.toMatchObject({ code: 'cancelled' });
  expect(terminal.isClosed).toBe(true);
});

test.each([
  [{}, '1'],
  [{ NO_COLOR: '1', DEV: 'true' }, '0'],
])('Ink finds %j prepared', async (given, colour) => {
  const terminal = createFakeTerminal();
  const processEnv: NodeJS.ProcessEnv = given;
  const { questions } = openQuestions(terminal, processEnv);
  await ask(terminal, 'n\r', () => questions.confirm('Forget it?'));
  expect(processEnv['FORCE_COLOR']).toBe(colour);
  expect(processEnv).not.toHaveProperty('DEV');
});
