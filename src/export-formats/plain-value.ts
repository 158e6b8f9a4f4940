import { AwsxError } from '../errors.ts';
import { printable } from '../printable.ts';

/**
 * Text that means itself in every shell and file format, unquoted. `=` only at the end, as in
 * base64: zsh expands a word that begins with it, and looks again after each colon.
 */
const plain = /^(?:[\w./+@,-]+={0,2}|[\w./+@,:-]+)$/;

export function isPlain(value: string): boolean {
  return plain.test(value);
}

/** The longest piece of a refused value that a message shows. */
const shownLength = 40;

export interface Refusal {
  readonly format: string;
  /** What the value is, for example `AWS_REGION`. */
  readonly name: string;
  readonly value: string;
}

/**
 * The error for a value that a format has no safe way of writing. Only profile names and regions
 * are shown; whatever else it is may be a secret.
 */
export function createRefusal({ format, name, value }: Refusal): AwsxError {
  const shown = /(?:PROFILE|REGION|VAULT|profile|region)$/.test(name)
    ? ` "${printable(value.slice(0, shownLength))}"`
    : '';
  return new AwsxError('invalid_argument', `${name}${shown} cannot be written as ${format}`, {
    hint: 'take --format json, which can hold every value',
  });
}

/**
 * Control characters, line ends among them, on which shells split what they read; and what else a
 * terminal may obey when the output is looked at: C1, format characters such as bidi overrides.
 */
export function hasControlCharacter(value: string): boolean {
  return /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(value);
}
