import { isSecretKey } from './known-keys.ts';
import { parsePropertyLine } from './property-line.ts';
import type { Property } from './types.ts';

/** What stands in place of a secret. */
export const MASK = '[redacted]';

/**
 * A property's value as it may be shown. Also hides a secret that became part of another value
 * because its line is indented.
 */
export function maskSecrets({ name, value }: Property): string {
  if (isSecretKey(name.toLowerCase())) return MASK;
  const shown = maskUserName(value);
  return shown.includes('\n') ? shown.split('\n').map(maskLine).join('\n') : shown;
}

/** Who writes a user name into an address (`endpoint_url`) often writes a password too. */
function maskUserName(value: string): string {
  return value.replace(/(:\/\/)[^/\s@]*@/g, `$1${MASK}@`);
}

/** A line of a diff: a sign, then a line of a file. */
export function maskSecretLine(line: string): string {
  const masked = maskLine(line.slice(1));
  return line.charAt(0) + maskUserName(masked);
}

function maskLine(line: string): string {
  const parsed = parsePropertyLine(line);
  if (typeof parsed === 'string' || !isSecretKey(parsed.key.toLowerCase())) return line;
  return `${parsed.key} = ${MASK}`;
}
