/** What `list` prints. Pure. */
import type { ProfileKind } from '../classify-step.ts';
import type { DescribedProfile } from '../describe-profiles.ts';
import type { PickerRow } from '../picker/types.ts';
import { printable } from '../printable.ts';
import { type Cell, type Column, formatTable } from '../text-table.ts';
import { formatLeft, formatUntil } from './format-expiration.ts';

/** What a profile's settings tell beyond {@link DescribedProfile}. */
export type ProfileSettings = Pick<
  PickerRow,
  'accountName' | 'roleName' | 'region' | 'guard' | 'color'
>;

export interface ProfileTable {
  readonly profiles: readonly DescribedProfile[];
  /** By profile. */
  readonly settings: ReadonlyMap<string, ProfileSettings>;
  readonly now: Date;
  /** Of the terminal; absent where the table goes to a file or a program. */
  readonly terminalWidth?: number | undefined;
  readonly hasColors: boolean;
}

interface ProfileColumn extends Column {
  readonly cell: (row: ProfileRow) => string | undefined;
}

interface ProfileRow {
  readonly profile: DescribedProfile;
  readonly settings: ProfileSettings;
  readonly now: Date;
}

/** Wider lines are hard to follow. */
const MAXIMUM_WIDTH = 200;
/** From here on there is room to say until when a session is good. */
const WIDE = 100;

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

const GUARD = 'GUARD';

const left: ProfileColumn = {
  title: 'LEFT',
  rank: 2,
  cell: ({ profile: { session }, now }) => session && formatLeft(session.expiration, now),
};
const until: ProfileColumn = {
  title: 'SESSION',
  rank: 2,
  cell: ({ profile: { session }, now }) => session && formatUntil(session.expiration, now),
};
const expires: ProfileColumn = {
  title: 'EXPIRES',
  rank: 2,
  cell: ({ profile }) => profile.session?.expiration.toISOString().replace(/\.\d+Z$/, 'Z'),
};
const shortKey: ProfileColumn = {
  title: 'KEY',
  rank: 6,
  cell: ({ profile }) => shorten(profile.baseCredential?.accessKeyId),
};
const key: ProfileColumn = {
  title: 'KEY',
  rank: 6,
  cell: ({ profile }) => profile.baseCredential?.accessKeyId,
};

/** The order is the same everywhere. */
function createColumns(terminalWidth: number | undefined): readonly ProfileColumn[] {
  const expiry = terminalWidth === undefined ? expires : terminalWidth < WIDE ? left : until;
  return [
    { title: 'PROFILE', rank: 1, minimumWidth: 18, cell: ({ profile }) => profile.name },
    { title: GUARD, rank: 3, cell: ({ settings }) => settings.guard },
    { title: 'KIND', rank: 5, cell: ({ profile }) => KIND_NAMES[profile.kind] },
    { title: 'ACCOUNT', rank: 4, cell: ({ profile }) => profile.accountId },
    {
      title: 'ACCOUNT NAME',
      rank: 8,
      minimumWidth: 12,
      cell: ({ settings }) => settings.accountName,
    },
    { title: 'ROLE', rank: 9, minimumWidth: 12, cell: ({ settings }) => settings.roleName },
    { title: 'REGION', rank: 10, cell: ({ settings }) => settings.region },
    terminalWidth === undefined ? key : shortKey,
    expiry,
    {
      title: 'SESSION NAME',
      rank: 7,
      minimumWidth: 17,
      cell: ({ profile }) => profile.session?.roleSessionName,
    },
  ];
}

/** The profiles as a table. */
export function formatProfiles(table: ProfileTable): string {
  const { profiles, settings, now, terminalWidth, hasColors } = table;
  const columns = createColumns(terminalWidth);
  const rows = profiles.map((profile) => {
    const row = { profile, settings: settings.get(profile.name) ?? {}, now };
    return columns.map((column): Cell | undefined => {
      const text = column.cell(row);
      if (text === undefined) return undefined;
      const color = hasColors && column.title === GUARD ? row.settings.color : undefined;
      return { text: printable(text), color };
    });
  });
  const width = terminalWidth && Math.min(terminalWidth, MAXIMUM_WIDTH);
  return formatTable({ columns, rows, width });
}

/** Enough of an access key id to tell two apart. */
function shorten(accessKeyId: string | undefined): string | undefined {
  if (accessKeyId === undefined || accessKeyId.length <= 9) return accessKeyId;
  return `${accessKeyId.slice(0, 4)}…${accessKeyId.slice(-4)}`;
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
