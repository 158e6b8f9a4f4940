import { Secret } from '../src/secret.ts';

/** Why a text is not a value of its kind: `is not a whole number of seconds`. */
export class InvalidValue extends Error {}

/** One `key=value` of `session_tags`. */
export interface Tag {
  readonly key: string;
  readonly value: string;
}

export const CREDENTIAL_SOURCES = ['Environment', 'Ec2InstanceMetadata', 'EcsContainer'] as const;
export type CredentialSource = (typeof CREDENTIAL_SOURCES)[number];

const STS_REGIONAL_ENDPOINTS = ['legacy', 'regional'] as const;
export type StsRegionalEndpoints = (typeof STS_REGIONAL_ENDPOINTS)[number];

/** Colours that every terminal has a name for. */
export const COLORS = ['red', 'yellow', 'green', 'blue', 'magenta', 'cyan'] as const;
export type Color = (typeof COLORS)[number];

export function parseText(text: string): string {
  return text;
}

/**
 * Text on one line. Continued lines are nearly always a comment or key that is indented by
 * mistake.
 *
 * @throws InvalidValue
 */
export function parseLine(text: string): string {
  if (!text.includes('\n')) return text;
  throw new InvalidValue('goes on in the next line, which starts with white space');
}

export function parseSecret(text: string): Secret {
  return new Secret(text);
}

/** @throws InvalidValue */
export function parseBoolean(text: string): boolean {
  const value = text.toLowerCase();
  if (value === 'true' || value === 'false') return value === 'true';
  throw new InvalidValue('is neither true nor false');
}

/**
 * Whole seconds, as `duration_seconds` has them.
 *
 * @throws InvalidValue
 */
export function parseSeconds(text: string): number {
  const seconds = /^[0-9]{1,9}$/.test(text) ? Number(text) : 0;
  if (seconds > 0) return seconds;
  throw new InvalidValue('is not a whole number of seconds');
}

/** @throws InvalidValue */
export function parseCredentialSource(text: string): CredentialSource {
  return parseChoice(text, CREDENTIAL_SOURCES);
}

/** @throws InvalidValue */
export function parseStsRegionalEndpoints(text: string): StsRegionalEndpoints {
  return parseChoice(text, STS_REGIONAL_ENDPOINTS);
}

/** @throws InvalidValue */
export function parseColor(text: string): Color {
  return parseChoice(text, COLORS);
}

/**
 * aws-vault's `session_tags`: `key=value,key=value`, white space around each part dropped.
 *
 * @throws InvalidValue for an item without `=` or without a key
 */
export function parseTags(text: string): readonly Tag[] {
  return text.split(',').map(parseTag);
}

function parseTag(item: string): Tag {
  const equalsSign = item.indexOf('=');
  const key = item.slice(0, Math.max(equalsSign, 0)).trim();
  if (key === '') throw new InvalidValue('is not a list of key=value,key=value');
  return { key, value: item.slice(equalsSign + 1).trim() };
}

/** A comma-separated list; blank items are dropped, as aws-vault does. */
export function parseList(text: string): readonly string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** Case does not matter, as in botocore; the answer is in AWS's spelling. */
function parseChoice<const T extends string>(text: string, choices: readonly T[]): T {
  const choice = choices.find((each) => each.toLowerCase() === text.toLowerCase());
  if (choice !== undefined) return choice;
  throw new InvalidValue(`is none of ${choices.join(', ')}`);
}
