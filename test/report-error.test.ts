import { expect, test } from 'vitest';
import { AwsxError } from '../src/errors.ts';
import { type ReportOptions, reportError } from '../src/report-error.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';

function report(error: unknown, options: Partial<ReportOptions> = {}): string {
  let printed = '';
  const stderr = {
    isTTY: false,
    write: (text: string) => {
      printed += text;
    },
  };
  reportError(error, stderr, { json: false, debug: false, ...options });
  return printed;
}

test('says what is wrong with its code, and what to do next', () => {
  const error = new AwsxError('profile_not_found', 'there is no profile "typo"', {
    hint: 'run awsx list',
  });
  expect(report(error)).toBe(
    'awsx: error: there is no profile "typo" [profile_not_found]\nawsx: hint: run awsx list\n',
  );
});

test('says no more than one line without a hint', () => {
  expect(report(new AwsxError('cancelled', 'cancelled'))).toBe(
    'awsx: error: cancelled [cancelled]\n',
  );
});

test('shows control characters instead of obeying them', () => {
  const error = new AwsxError('aws_refused', 'no\u001b[2J\nawsx: hint: x', { hint: 'a\rb' });
  expect(report(error)).toBe(
    'awsx: error: no\\x1b[2J\\x0aawsx: hint: x [aws_refused]\nawsx: hint: a\\x0db\n',
  );
});

test('escapes in JSON what a terminal may obey', () => {
  const line = report(new AwsxError('aws_refused', 'a\u009b2J\u202eb'), { json: true });
  expect(line).toBe('{"error":{"code":"aws_refused","message":"a\\u009b2J\\u202eb"}}\n');
});

test('is one line of JSON for a program', () => {
  const error = new AwsxError('config_invalid', 'line 3 is "x"', { hint: 'look' });
  const line = report(error, { json: true });
  expect(line).toMatch(/^.*\n$/);
  expect(JSON.parse(line)).toEqual({
    error: { code: 'config_invalid', message: 'line 3 is "x"', hint: 'look' },
  });
});

test('tells what the operating system said', () => {
  const error = Object.assign(new Error("ENOSPC: no space left on device, write '/cache/x'"), {
    errno: -28,
    code: 'ENOSPC',
    syscall: 'write',
  });
  expect(report(error)).toBe(`awsx: error: ${error.message} [unexpected]\n`);
});

test.each([
  ['an error of a library', new TypeError(`bad value ${SECRET}`), 'TypeError'],
  ['a parser that quotes', new SyntaxError('Unexpected token in "wJalr"'), 'SyntaxError'],
  ['something else', SECRET, 'string'],
  ['nothing', undefined, 'undefined'],
])('keeps the words of %s to itself', (_what, error, name) => {
  expect(report(error)).toBe(
    `awsx: error: awsx met a ${name} that it did not expect [unexpected]\n` +
      'awsx: hint: run it again with --debug and report what it prints\n',
  );
});

test('with --debug tells the chain of causes and where they came from, without secrets', () => {
  const cause = new TypeError(`signing with ${SECRET} failed\u001b[0m`, {
    cause: new SyntaxError('Unexpected token "wJal"'),
  });
  const printed = report(new AwsxError('network', 'no answer', { cause }), { debug: true });
  const lines = printed.split('\n').filter((line) => !line.startsWith('awsx: debug:     at '));
  expect(lines).toEqual([
    'awsx: error: no answer [network]',
    'awsx: debug: AwsxError: no answer',
    'awsx: debug: TypeError: signing with [redacted] failed\\x1b[0m',
    'awsx: debug: SyntaxError: [redacted]',
    '',
  ]);
  expect(printed).toContain('report-error.test.ts');
});

test('ends when errors cause each other', () => {
  const one = new Error('one');
  one.cause = new Error('other', { cause: one });
  expect(report(one, { debug: true }).split('\n').length).toBeLessThan(200);
});
