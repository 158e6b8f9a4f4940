import type { Color } from '../../profiles/setting-values.ts';
import type { ProfileKind } from '../classify-step.ts';

/** Colours of `awsx_color`: names that every terminal has. */
export type RowColor = Color;

/** One profile as the picker shows and searches it. From files alone: no secret, no network. */
export interface PickerRow {
  readonly name: string;
  readonly kind: ProfileKind;
  readonly accountId?: string | undefined;
  /** An account alias or the account's name in Identity Center, when a file tells. */
  readonly accountName?: string | undefined;
  readonly roleArn?: string | undefined;
  /** The last part of the role ARN, or the name of the Identity Center role. */
  readonly roleName?: string | undefined;
  readonly region?: string | undefined;
  /** The profile, base credential or sso-session that the chain starts from. */
  readonly source: string;
  /** Whether getting new credentials needs an MFA code. */
  readonly needsMfa: boolean;
  /** Its own live session. */
  readonly session?: { readonly expiration: Date } | undefined;
  readonly color?: RowColor | undefined;
  /** A word that says what the colour says, such as `production`. */
  readonly guard?: string | undefined;
  readonly isPinned: boolean;
  /** Greater for what was used often and lately; 0 for what was never used. */
  readonly frecency: number;
  /** Why the profile cannot be used. */
  readonly problem?: string | undefined;
}

/** What a search looks at, best first. */
export type SearchField =
  | 'name'
  | 'accountName'
  | 'roleName'
  | 'accountId'
  | 'region'
  | 'source'
  | 'roleArn';

export interface RankedRow {
  readonly row: PickerRow;
  /** Where the query matched: indexes of UTF-16 units, by field, rising. */
  readonly matches: Readonly<Partial<Record<SearchField, readonly number[]>>>;
}

/** The rows that match a query, best first; all of them, in the resting order, for an empty one. */
export type Rank = (query: string) => readonly RankedRow[];

export type PickAction = 'default' | 'command' | 'console' | 'copy' | 'refresh' | 'clear';

export interface PickRequest {
  readonly rows: readonly PickerRow[];
  /** What Enter does, for the footer: `open a shell`, `run terraform apply`. */
  readonly defaultAction: string;
  /** What is offered besides `default`. */
  readonly actions: readonly Exclude<PickAction, 'default'>[];
  /** The plan of a profile in a few printable lines; called for the highlighted row alone. */
  readonly preview: (profile: string) => readonly string[];
  /** Called when a pin is set or taken away. */
  readonly onPin: (profile: string, isPinned: boolean) => void;
  /** How the picker looked when it was left to do something and comes back. */
  readonly initial?: {
    readonly query: string;
    readonly profile: string;
    /** One printable line about what was done. */
    readonly note?: string;
  };
}

export interface Pick {
  readonly action: PickAction;
  readonly profile: string;
  /** What was typed below the list; with action `command` alone. */
  readonly commandLine?: string;
  /** The query at the end, to come back with. */
  readonly query: string;
}

/**
 * Lets a person choose a profile on the controlling terminal.
 *
 * @throws AwsxError `cancelled` on Esc or Ctrl-C, `input_required` without a terminal.
 */
export type PickProfile = (request: PickRequest, signal?: AbortSignal) => Promise<Pick>;
