/** The sections that `awsx sso populate` writes, and how it knows them again. */
import { createHash } from 'node:crypto';
import type { SectionText } from '../../profiles/change-blocks.ts';
import { checkWritable, printSectionHeader } from '../../profiles/print-section.ts';
import { isAwsxError } from '../errors.ts';
import type { AccountRole } from './wanted-profiles.ts';

export interface PopulatedProfile extends AccountRole {
  readonly name: string;
  readonly ssoSession: string;
  readonly region?: string;
}

/** What a section's mark tells. */
export interface Mark {
  readonly ssoSession: string;
  /** Somebody changed the section after it was written. */
  readonly isEdited: boolean;
}

const MARK = /^# awsx sso populate (.+) ([0-9a-f]{16})$/;

/**
 * A profile as it stands in the config file. The mark below the header names the session and holds
 * a digest of the rest, by which an edit is noticed.
 *
 * @throws AwsxError `setting_invalid` for what the file cannot hold
 */
export function createPopulatedSection(profile: PopulatedProfile): SectionText {
  const { name, ssoSession } = profile;
  const header = printSectionHeader({ kind: 'profile', name }, 'config');
  const properties = listProperties(profile).map(([key, value]) => {
    checkWritable(key, value);
    return `${key} = ${value}`;
  });
  const mark = `# awsx sso populate ${ssoSession} ${digest([header, ...properties])}`;
  return [header, mark, ...properties];
}

/** The mark of a section; undefined for one that somebody else wrote. */
export function readMark([header = '', ...lines]: SectionText): Mark | undefined {
  const at = lines.findIndex((line) => MARK.test(line));
  const [, ssoSession, written] = MARK.exec(lines[at] ?? '') ?? [];
  if (ssoSession === undefined) return undefined;
  const rest = [header, ...lines.slice(0, at), ...lines.slice(at + 1)];
  return { ssoSession, isEdited: digest(rest) !== written };
}

function listProperties(profile: PopulatedProfile): readonly (readonly [string, string])[] {
  const { ssoSession, accountId, roleName, accountName, region } = profile;
  const shown = accountName === undefined ? undefined : toWritable(accountName);
  return [
    ['sso_session', ssoSession],
    ['sso_account_id', accountId],
    ['sso_role_name', roleName],
    ...(shown === undefined ? [] : [['awsx_account_name', shown] as const]),
    ...(region === undefined ? [] : [['region', region] as const]),
  ];
}

/** An account's name on one line; undefined when the file cannot hold it. */
function toWritable(accountName: string): string | undefined {
  const name = accountName.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\s]+/gu, ' ').trim();
  try {
    checkWritable('awsx_account_name', name);
    return name === '' ? undefined : name;
  } catch (error) {
    if (isAwsxError(error)) return undefined;
    throw error;
  }
}

function digest(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16);
}
