import type { ResolvedProfile } from '../../profiles/resolve-profile.ts';
import { listRoleProfiles } from '../../profiles/role-profiles.ts';
import type { Origin, Setting, SharedConfig } from '../../profiles/types.ts';
import { AwsxError } from '../errors.ts';
import { printable } from '../printable.ts';
import { shellWord } from '../shell-word.ts';
import { describeOrigin } from './plan-origin.ts';
import type { PlanScope, RoleLink } from './plan-scope.ts';
import type { LastRoleOptions, NarrowingRequest } from './role-options.ts';
import type { GetSessionTokenStep, SourceStep } from './types.ts';

/** How many profiles a hint names. */
const NAMED_PROFILES = 3;

/** What stands before the roles of a plan. */
export interface BeforeRoles {
  /** The profile that the source belongs to. */
  readonly owner: ResolvedProfile;
  /** The step whose credentials the roles are assumed with, or which are handed out. */
  readonly step: SourceStep | GetSessionTokenStep;
  readonly roles: readonly RoleLink[];
}

/**
 * Refuses what only a role can take when it is asked of credentials without one: to ignore a
 * session policy would hand out more than was asked for.
 *
 * @throws AwsxError `not_supported`
 */
export function refuseMisplaced(before: BeforeRoles, scope: PlanScope): void {
  const policy = findPolicy(before, scope);
  if (policy !== undefined) {
    const problem = 'cannot be narrowed';
    throw misplaced({ asked: policy.origin, problem, taken: 'a session policy' }, before, scope);
  }
  const flag = before.roles.length === 0 ? findFlag(before.step, scope.options.last) : undefined;
  if (flag !== undefined) {
    const problem = 'has no role to assume';
    throw misplaced({ asked: flag.origin, problem, taken: 'it' }, before, scope);
  }
}

/** The first session policy that no call of the plan can carry. */
function findPolicy(
  { owner, step, roles }: BeforeRoles,
  { narrowing, options }: PlanScope,
): NarrowingRequest | undefined {
  const hasOwnRole = roles.some(({ profile }) => profile === owner);
  if (step.kind === 'web-identity' || hasOwnRole) return undefined;
  const [flag] = roles.length === 0 ? options.last.narrowing : [];
  return flag ?? narrowing.get(owner)?.[0];
}

/** The first flag about a role that a session without one cannot take. */
function findFlag(
  { kind }: BeforeRoles['step'],
  options: LastRoleOptions,
): Setting<unknown> | undefined {
  const { sessionTags, transitiveTagKeys, sourceIdentity, externalId, roleSessionName } = options;
  const name = kind === 'web-identity' ? undefined : roleSessionName;
  return sessionTags ?? transitiveTagKeys ?? sourceIdentity ?? externalId ?? name;
}

interface Misplaced {
  readonly asked: Origin;
  readonly problem: string;
  /** What only AssumeRole takes. */
  readonly taken: string;
}

function misplaced(
  { asked, problem, taken }: Misplaced,
  { step }: BeforeRoles,
  { config }: PlanScope,
): AwsxError {
  const { profile } = step;
  return new AwsxError(
    'not_supported',
    `profile "${printable(profile)}" ${problem} (${describeOrigin(asked)}): only AssumeRole takes ${taken}, and its credentials come from ${describeGiver(step)}`,
    { hint: describeWayOut(profile, asked, config) },
  );
}

function describeGiver(step: BeforeRoles['step']): string {
  switch (step.kind) {
    case 'base-credential':
      return 'the vault as they are';
    case 'static-keys':
      return 'a file as they are';
    case 'get-session-token':
      return 'GetSessionToken';
    case 'credential-process':
      return 'its credential_process';
    case 'credential-source':
      return step.source.value;
    case 'sso':
      return 'IAM Identity Center';
    case 'login-session':
      return 'aws login';
    case 'web-identity':
      return 'a web identity token';
  }
}

function describeWayOut(profile: string, origin: Origin, config: SharedConfig): string {
  if (origin.kind === 'file') return `move ${printable(origin.key)} to a profile with a role_arn`;
  const roles = rolesOf(profile, config).slice(0, NAMED_PROFILES).map(printable);
  return roles.length > 0
    ? `use a profile whose role is assumed with it: ${roles.join(', ')}`
    : `assume a role with it: awsx exec ${shellWord(profile)} --role-arn ACCOUNT:ROLE`;
}

function rolesOf(profile: string, config: SharedConfig): readonly string[] {
  return listRoleProfiles(config)
    .filter(({ sourceProfile }) => sourceProfile === profile)
    .map(({ name }) => name);
}
