import type { Origin, Setting } from '../../profiles/types.ts';
import { dropUndefined } from '../drop-undefined.ts';
import { fromFlag } from './flag-setting.ts';
import { invalid } from './plan-values.ts';
import type { Tag } from './types.ts';

/** The flags that are about the last role of a plan, as they stand on the command line. */
export interface RoleFlags {
  readonly roleArn?: string;
  readonly sessionName?: string;
  readonly externalId?: string;
  readonly sourceIdentity?: string;
  /** `KEY=VALUE` each. */
  readonly tags?: readonly string[];
  readonly transitiveTags?: readonly string[];
  readonly readOnly?: boolean;
  readonly policy?: string;
  readonly policyArns?: readonly string[];
  readonly scope?: string;
}

/** Something that narrows a session, as it was asked for. */
export type NarrowingRequest =
  | { readonly kind: 'read-only'; readonly origin: Origin }
  /** A policy document, or the path of a file with one. */
  | ({ readonly kind: 'policy' } & Setting<string>)
  | ({ readonly kind: 'policy-arns' } & Setting<readonly string[]>)
  /** The NAME of an `awsx_scope_NAME`. */
  | ({ readonly kind: 'scope' } & Setting<string>);

/** For the last call that assumes a role, whichever profile it belongs to. */
export interface LastRoleOptions {
  /** A role to assume with what the profile gives. */
  readonly roleArn?: Setting<string>;
  readonly roleSessionName?: Setting<string>;
  readonly externalId?: Setting<string>;
  readonly sourceIdentity?: Setting<string>;
  /** Beside the tags of the profile. */
  readonly sessionTags?: Setting<readonly Tag[]>;
  /** Beside the transitive keys of the profile. */
  readonly transitiveTagKeys?: Setting<readonly string[]>;
  /** In the order of the flags; two are refused when the plan is made. */
  readonly narrowing: readonly NarrowingRequest[];
}

/** @throws AwsxError `invalid_argument` for a tag without `=` */
export function parseRoleFlags(flags: RoleFlags): LastRoleOptions {
  return {
    ...dropUndefined({
      roleArn: fromFlag('--role-arn', flags.roleArn),
      roleSessionName: fromFlag('--session-name', flags.sessionName),
      externalId: fromFlag('--external-id', flags.externalId),
      sourceIdentity: fromFlag('--source-identity', flags.sourceIdentity),
      sessionTags: fromList('--tag', flags.tags?.map(parseTag)),
      transitiveTagKeys: fromList('--transitive-tag', flags.transitiveTags),
    }),
    narrowing: listRequests(flags),
  };
}

function listRequests(flags: RoleFlags): readonly NarrowingRequest[] {
  const policy = fromFlag('--policy', flags.policy);
  const policyArns = fromList('--policy-arn', flags.policyArns);
  const scope = fromFlag('--scope', flags.scope);
  const readOnly = { kind: 'read-only' as const, origin: flagOrigin('--read-only') };
  return [
    ...(flags.readOnly ? [readOnly] : []),
    ...(policy ? [{ kind: 'policy' as const, ...policy }] : []),
    ...(policyArns ? [{ kind: 'policy-arns' as const, ...policyArns }] : []),
    ...(scope ? [{ kind: 'scope' as const, ...scope }] : []),
  ];
}

/** The value is taken as it stands: only the first `=` counts, and no space is dropped. */
function parseTag(text: string): Tag {
  const equalsSign = text.indexOf('=');
  if (equalsSign > 0) {
    return { key: text.slice(0, equalsSign), value: text.slice(equalsSign + 1) };
  }
  const setting = { value: text, origin: flagOrigin('--tag') };
  throw invalid(setting, 'is not a tag', 'KEY=VALUE');
}

/** A flag that was not given has an empty list. */
function fromList<T>(flag: string, values: readonly T[] = []): Setting<readonly T[]> | undefined {
  return values.length === 0 ? undefined : { value: values, origin: flagOrigin(flag) };
}

function flagOrigin(flag: string): Origin {
  return { kind: 'flag', flag };
}
