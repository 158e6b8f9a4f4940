/** What `list` prints. Pure. */

import type { DescribedProfile, ProfileKind } from '../describe-profiles.ts';
import { printable } from '../printable.ts';
import { type Column, formatTable } from '../text-table.ts';

/** With gaps of two, 80 columns at most. */
const COLUMNS: readonly Column[] = [
  { title: 'PROFILE', maximumWidth: 18 },
  { title: 'KIND', maximumWidth: 8 },
  { title: 'ACCOUNT', maximumWidth: 12 },
  { title: 'KEY', maximumWidth: 9 },
  { title: 'LEFT', maximumWidth: 4 },
  { title: 'SESSION NAME', maximumWidth: 19 },
];

const KIND_NAMES: Readonly<Record<ProfileKind, string>> = {
  'base-credential': 'base',
  'static-keys': 'keys',
  'credential-process': 'process',
  'credential-source': 'source',
  'web-identity': 'web id',
  sso: 'sso',
  'login-session': 'login',
  role: 'role',
  alias: 'alias',
  unusable: 'unusable',
};

/** The profiles as a table. */
export function formatProfiles(profiles: readonly DescribedProfile[], now: Date): string {
  return formatTable(
    COLUMNS,
    profiles.map((profile) => [
      printable(profile.name),
      KIND_NAMES[profile.kind],
      profile.accountId ?? '-',
      printable(shorten(profile.baseCredential?.accessKeyId)),
      profile.session ? formatLeft(profile.session.expiration, now) : '-',
      printable(profile.session?.roleSessionName ?? '-'),
    ]),
  );
}

/** Enough of an access key id to tell two apart. */
function shorten(accessKeyId: string | undefined): string {
  if (accessKeyId === undefined) return '-';
  return accessKeyId.length <= 9
    ? accessKeyId
    : `${accessKeyId.slice(0, 4)}…${accessKeyId.slice(-4)}`;
}

/** In the greatest unit that is not zero: `11h`, `52m`, `9s`. */
function formatLeft(expiration: Date, now: Date): string {
  const seconds = Math.floor((expiration.getTime() - now.getTime()) / 1000);
  if (seconds >= 3600) return `${Math.floor(seconds / 3600)}h`;
  return seconds >= 60 ? `${Math.floor(seconds / 60)}m` : `${seconds}s`;
}

/** The stable shape of `list --json`: every field is there, null when it is unknown. */
export function profilesToJson(profiles: readonly DescribedProfile[]): unknown {
  return {
    profiles: profiles.map(({ name, kind, accountId, baseCredential, session, problem }) => ({
      name,
      kind,
      accountId: accountId ?? null,
      baseCredential: baseCredential
        ? { accessKeyId: baseCredential.accessKeyId, backend: baseCredential.backend }
        : null,
      session: session
        ? {
            expiration: session.expiration.toISOString(),
            roleSessionName: session.roleSessionName ?? null,
          }
        : null,
      problem: problem ?? null,
    })),
  };
}
