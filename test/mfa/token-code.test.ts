import { expect, test } from 'vitest';
import { checkTokenFlag, isTokenCode, readTokenFlag } from '../../src/mfa/token-code.ts';

const noStdin = async (): Promise<string> => {
  throw new Error('stdin was read');
};

test.each([
  ['123456', true],
  ['000000', true],
  ['12345', false],
  ['1234567', false],
  ['12345a', false],
  ['١٢٣٤٥٦', false],
  ['123456\n', false],
  ['', false],
])('whether %j is a code', (text, answer) => {
  expect(isTokenCode(text)).toBe(answer);
});

test('a code on the command line is taken, without touching stdin', async () => {
  await expect(readTokenFlag({ value: '123456', readStdin: noStdin })).resolves.toBe('123456');
});

test.each(['123456', '123456\n', '123456\r\n', ' 123456 \nmore\n'])(
  'the first line of stdin %j',
  async (input) => {
    const readStdin = async () => input;
    await expect(readTokenFlag({ value: '-', readStdin })).resolves.toBe('123456');
  },
);

test.each(['', '\n123456', '12345', 'code 123456'])('refuses %j on stdin', async (input) => {
  const readStdin = async () => input;
  await expect(readTokenFlag({ value: '-', readStdin })).rejects.toMatchObject({
    code: 'invalid_argument',
    message: 'the first line of stdin (--mfa-token -) is not a code of six digits',
  });
});

test.each(['abcdef', '12345', '--', ''])('refuses --mfa-token %j without repeating it', (value) => {
  expect(() => checkTokenFlag(value)).toThrow(
    expect.objectContaining({
      code: 'invalid_argument',
      message: '--mfa-token is not a code of six digits',
    }),
  );
});
