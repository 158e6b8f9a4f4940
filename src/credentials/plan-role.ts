import type { Setting } from '../../profiles/types.ts';
import { dropUndefined } from '../drop-undefined.ts';
import { resolveRoleDuration } from './durations.ts';
import { fingerprintRole, lookupFingerprint } from './fingerprint.ts';
import {
  askedDuration,
  type PlanProfiles,
  type PlanScope,
  type RoleLink,
  resolveDevice,
  resolveEndpoint,
} from './plan-scope.ts';
import { checkRoleArn } from './plan-values.ts';
import { narrowRole, resolveIdentity, resolveSessionName } from './role-settings.ts';
import type { AssumeRoleStep, GetSessionTokenStep, SourceStep, Step } from './types.ts';

/** What stands before the roles of a plan. */
export interface FirstSteps {
  readonly source: SourceStep;
  readonly session?: GetSessionTokenStep | undefined;
}

/** The AssumeRole steps of a plan. */
export function createRoleSteps(
  { source, session }: FirstSteps,
  profiles: PlanProfiles,
  scope: PlanScope,
): readonly AssumeRoleStep[] {
  const steps: AssumeRoleStep[] = [];
  const device = session?.mfaSerial?.value;
  let { mfaProcess } = profiles.source;
  let previous: Step = session ?? source;
  for (const link of profiles.roles) {
    // Where codes come from is handed on from source to role, as in aws-vault.
    mfaProcess = link.profile.mfaProcess ?? mfaProcess;
    const step = createRoleStep({ link, previous, mfaProcess, device }, scope);
    steps.push(step);
    previous = step;
  }
  return steps;
}

interface RoleInput {
  readonly link: RoleLink;
  /** The step whose credentials the role is assumed with. */
  readonly previous: Step;
  readonly mfaProcess: Setting<string> | undefined;
  /** Which the plan has used already, for its GetSessionToken session. */
  readonly device: string | undefined;
}

function createRoleStep(input: RoleInput, scope: PlanScope): AssumeRoleStep {
  const { link, previous, device } = input;
  const { profile } = link;
  const roleArn = checkRoleArn(link.roleArn);
  const ownDevice = resolveDevice(profile, scope);
  const mfaSerial = ownDevice?.value === device ? undefined : ownDevice;
  const chainedFrom = describeTemporary(previous);
  const step = dropUndefined({
    kind: 'assume-role' as const,
    profile: profile.name,
    location: profile.location,
    roleArn,
    duration: resolveRoleDuration({
      profile: profile.name,
      asked: askedDuration(link, scope),
      ...dropUndefined({ chainedFrom }),
    }),
    roleSessionName: resolveSessionName(profile, scope),
    ...resolveIdentity(profile, scope),
    narrowing: narrowRole(profile, scope, roleArn.value),
    mfaSerial,
    mfaProcess: mfaSerial && input.mfaProcess,
    endpoint: resolveEndpoint(profile, scope, roleArn.value),
  });
  return { ...step, fingerprint: fingerprintRole(lookupFingerprint(previous), step) };
}

/**
 * What makes an AssumeRole call role chaining: the temporary credentials that a step gives;
 * undefined for a long-lived key.
 */
export function describeTemporary(step: Step): string | undefined {
  switch (step.kind) {
    case 'base-credential':
      return undefined;
    case 'static-keys':
      return step.sessionToken && 'keys with a session token';
    case 'get-session-token':
      return 'a GetSessionToken session';
    case 'assume-role':
      return "another role's session";
    case 'web-identity':
      return 'a web identity session';
    case 'sso':
      return 'IAM Identity Center credentials';
    case 'credential-process':
      return 'the credentials of a process';
    case 'credential-source':
      return step.isLongLived ? undefined : `the credentials of ${step.source.value}`;
    case 'login-session':
      return 'the credentials of aws login';
  }
}
