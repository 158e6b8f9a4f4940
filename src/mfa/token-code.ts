import { AwsxError } from '../errors.ts';

/** A TOTP code as AWS takes it: six ASCII digits (AssumeRole, parameter TokenCode). */
export function isTokenCode(text: string): boolean {
  return /^[0-9]{6}$/.test(text);
}

/** Where the value of `--mfa-token` comes from. */
export interface TokenFlag {
  /** As given; `-` stands for the first line of stdin. */
  readonly value: string;
  readonly readStdin: () => Promise<string>;
}

/**
 * Refuses a value of `--mfa-token` that cannot be a code, before anything is done with it.
 *
 * @throws AwsxError `invalid_argument`, without the value: it may be a code mistyped by one.
 */
export function checkTokenFlag(value: string): void {
  if (value !== '-' && !isTokenCode(value)) throw notACode('--mfa-token');
}

/**
 * The code of `--mfa-token`.
 *
 * @throws AwsxError `invalid_argument`.
 */
export async function readTokenFlag({ value, readStdin }: TokenFlag): Promise<string> {
  checkTokenFlag(value);
  if (value !== '-') return value;
  const [line = ''] = (await readStdin()).split('\n', 1);
  if (!isTokenCode(line.trim())) throw notACode('the first line of stdin (--mfa-token -)');
  return line.trim();
}

function notACode(what: string): AwsxError {
  return new AwsxError('invalid_argument', `${what} is not a code of six digits`, {
    hint: 'type the six digits that the MFA device shows now',
  });
}
