import { printable } from '../src/printable.ts';
import type { Location, Property } from './types.ts';

/** A name or value from a file, quoted and safe to print. */
export function quoted(text: string): string {
  return `"${printable(text)}"`;
}

/** `FILE:LINE`. */
export function describeLocation({ file, line }: Location): string {
  return `${printable(file)}:${line}`;
}

/** `KEY at FILE:LINE`. */
export function describeProperty({ key, location }: Property): string {
  return `${printable(key)} at ${describeLocation(location)}`;
}
