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
  return value.includes('\n') ? value.split('\n').map(maskLine).join('\n') : value;
}

function maskLine(line: string): string {
  const parsed = parsePropertyLine(line);
  if (typeof parsed === 'string' || !isSecretKey(parsed.key.toLowerCase())) return line;
  return `${parsed.key} = ${MASK}`;
}
