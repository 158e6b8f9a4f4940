/**
 * What AWS accepts as the parameters of AssumeRole and GetSessionToken, checked before anything
 * is asked. Lengths and patterns are those of the STS API reference.
 */
import { InvalidValue } from '../../profiles/setting-values.ts';
import type { Setting } from '../../profiles/types.ts';
import { parseDuration } from '../duration.ts';
import { AwsxError } from '../errors.ts';
import { printable } from '../printable.ts';
import { describeOrigin } from './plan-origin.ts';
import type { Tag } from './types.ts';

/** AWS refuses more session tags than this in one call. */
const MAX_TAGS = 50;
/** The account is checked for digits only: AWS's own test vectors use short ones. */
const ROLE_ARN = /^arn:[a-z0-9-]+:iam::\d+:role\/[\x21-\x7e]+$/;
const PLAIN_NAME = /^[\w+=,.@-]{2,64}$/;
const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/;
const MFA_SERIAL = /^[\w+=/:,.@-]{9,256}$/;
const TAG_KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u;
const TAG_VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u;

/** @throws AwsxError `setting_invalid` */
export function checkRoleArn(setting: Setting<string>): Setting<string> {
  if (setting.value.length <= 2048 && ROLE_ARN.test(setting.value)) return setting;
  throw invalid(setting, 'is not the ARN of a role', 'arn:aws:iam::123456789012:role/NAME');
}

/** @throws AwsxError `setting_invalid` */
export function checkRoleSessionName(setting: Setting<string>): Setting<string> {
  if (PLAIN_NAME.test(setting.value)) return setting;
  throw invalid(setting, 'is not a role session name', '2 to 64 letters, digits or +=,.@-_');
}

/** @throws AwsxError `setting_invalid` */
export function checkSourceIdentity(setting: Setting<string>): Setting<string> {
  if (PLAIN_NAME.test(setting.value)) return setting;
  throw invalid(setting, 'is not a source identity', '2 to 64 letters, digits or +=,.@-_');
}

/** @throws AwsxError `setting_invalid` */
export function checkExternalId(setting: Setting<string>): Setting<string> {
  if (EXTERNAL_ID.test(setting.value)) return setting;
  throw invalid(setting, 'is not an external id', '2 to 1224 letters, digits or +=,.@:/-_');
}

/** @throws AwsxError `setting_invalid` */
export function checkMfaSerial(setting: Setting<string>): Setting<string> {
  if (MFA_SERIAL.test(setting.value)) return setting;
  throw invalid(
    setting,
    'is not an MFA device',
    'arn:aws:iam::123456789012:mfa/NAME, or the serial number of a hardware device',
  );
}

/**
 * Session tags as AWS accepts them: each key once whatever its case, at most fifty.
 *
 * @throws AwsxError `setting_invalid`
 */
export function checkTags({ value: tags, origin }: Setting<readonly Tag[]>): readonly Tag[] {
  const text = tags.map(({ key, value }) => `${key}=${value}`).join(',');
  const refused = (problem: string, expected: string) =>
    invalid({ value: text, origin }, problem, expected);
  if (tags.length > MAX_TAGS) throw refused('has too many tags', `at most ${MAX_TAGS}`);
  if (!tags.every(({ key, value }) => TAG_KEY.test(key) && TAG_VALUE.test(value))) {
    throw refused('is not a list of tags', 'key=value,key=value of letters, digits or _.:/=+-@');
  }
  const keys = new Set(tags.map(({ key }) => key.toLowerCase()));
  if (keys.size < tags.length) throw refused('names a tag twice', 'each key once');
  return tags;
}

/**
 * Keys of tags that later roles inherit.
 *
 * @throws AwsxError `setting_invalid` for a key that is not among the tags, which AWS refuses
 */
export function checkTransitiveKeys(
  { value: keys, origin }: Setting<readonly string[]>,
  tags: readonly Tag[],
): readonly string[] {
  const known = new Set(tags.map(({ key }) => key.toLowerCase()));
  const unknown = keys.find((key) => !known.has(key.toLowerCase()));
  if (unknown === undefined) return keys;
  throw invalid(
    { value: unknown, origin },
    'is not among the session tags',
    'keys that session_tags has too',
  );
}

/**
 * One DNS label: a region such as `x.example/` must not choose the host.
 *
 * @throws AwsxError `setting_invalid`, or `invalid_argument` for a flag
 */
export function checkRegion(setting: Setting<string>): Setting<string> {
  if (/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(setting.value)) return setting;
  throw invalid(setting, 'is not the name of a region', 'a name such as eu-west-1');
}

/** @throws AwsxError `setting_invalid`, or `invalid_argument` for a flag */
export function parseDurationSetting(setting: Setting<string>): Setting<number> {
  const seconds = parseDuration(setting.value);
  if (seconds === undefined) throw invalid(setting, 'is not a duration', '1h30m, 90m or 5400');
  return { value: seconds, origin: setting.origin };
}

/**
 * Reads a variable as the shared config reads the key of the same meaning.
 *
 * @throws AwsxError `setting_invalid`
 */
export function parseSetting<T>(setting: Setting<string>, parse: (text: string) => T): Setting<T> {
  try {
    return { value: parse(setting.value), origin: setting.origin };
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error;
    throw invalid(setting, error.message);
  }
}

/** The error for a value that AWS, or awsx, would not understand. */
export function invalid(setting: Setting<string>, problem: string, expected?: string): AwsxError {
  const { origin, value } = setting;
  return new AwsxError(
    origin.kind === 'flag' ? 'invalid_argument' : 'setting_invalid',
    `"${printable(value)}" (${describeOrigin(origin)}) ${problem}`,
    expected === undefined ? {} : { hint: `expected ${expected}` },
  );
}
