import { dropUndefined } from '../../drop-undefined.ts';
import { type Caller, createConditionKeys, getCallerArn, getCallerUser } from '../caller.ts';
import { assumeRoleConstraints } from '../constraints.ts';
import { type Form, readList } from '../form.ts';
import { checkMfa } from '../mfa.ts';
import type { Policy } from '../policy/policy.ts';
import { accessDenied, validationError } from '../service-error.ts';
import { isRoot, type Role, type RoleSession } from '../state.ts';
import { checkForm, readInteger, validate } from '../validate.ts';
import type { Operation, OperationRequest } from './operation.ts';
import { createRoleSession } from './role-session.ts';
import { readSessionPolicies } from './session-policies.ts';
import { readSessionTags, type SessionTags } from './session-tags.ts';
import { describeCredentials } from './temporary-credentials.ts';
import { isTrusted } from './trust.ts';

const DEFAULT_DURATION_SECONDS = 3600;
const CHAINED_MAX_DURATION_SECONDS = 3600;

/**
 * Checks in this order: parameters, the MFA code (which is used up even when a later check
 * fails), trust and permission, duration
 * (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html).
 */
export const assumeRole: Operation = (request) => {
  const { world, caller, form } = request;
  if (caller.kind === 'user' && isRoot(caller.user)) {
    throw accessDenied('Roles may not be assumed by root accounts.');
  }
  if (caller.kind === 'federated-session') {
    throw accessDenied('Cannot call AssumeRole with the credentials of a federated user');
  }
  checkParameters(form);
  const tags = readSessionTags(form, caller);
  const { policies, packedPolicySize } = readSessionPolicies(form, {
    state: world.state,
    tags: tags.all,
  });
  const mfaAuthenticatedAt = readMfa(request);
  const role = authorizeRole(request, { tags, mfaAuthenticatedAt });
  const session = createSession(request, { role, tags, policies, mfaAuthenticatedAt });
  world.state.sessions.set(session.accessKeyId, session);
  return {
    Credentials: describeCredentials(session),
    AssumedRoleUser: {
      AssumedRoleId: `${role.roleId}:${session.roleSessionName}`,
      Arn: session.arn,
    },
    PackedPolicySize: packedPolicySize?.toString(),
    SourceIdentity: session.sourceIdentity,
  };
};

interface NewSession extends Proofs {
  readonly role: Role;
  readonly policies: readonly Policy[] | undefined;
}

function createSession(
  { world, caller, form }: OperationRequest,
  { role, tags, policies, mfaAuthenticatedAt }: NewSession,
): RoleSession {
  const durationSeconds = readDuration(form, caller, role);
  const roleSessionName = form.get('RoleSessionName') ?? '';
  return {
    ...createRoleSession(world, { role, roleSessionName, durationSeconds }),
    tags: tags.all,
    transitiveTagKeys: tags.transitiveKeys,
    ...(caller.kind === 'user' ? {} : { isChained: true as const }),
    ...dropUndefined({
      sessionPolicies: policies,
      sourceIdentity: getSourceIdentity(form, caller),
      mfaAuthenticatedAt,
    }),
  };
}

function checkParameters(form: Form): void {
  validate([
    ...checkForm(form, assumeRoleConstraints),
    {
      location: 'providedContexts',
      value: readList(form, 'ProvidedContexts').length,
      constraint: assumeRoleConstraints.ProvidedContexts,
    },
  ]);
  const roleArn = form.get('RoleArn') ?? '';
  if (!isArn(roleArn)) throw validationError(`${roleArn} is invalid`);
}

/** `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`; region and account may be empty. */
function isArn(text: string): boolean {
  const [arn, partition, service, , , ...resource] = text.split(':');
  return arn === 'arn' && Boolean(partition) && Boolean(service) && resource.join(':') !== '';
}

/** When MFA was proven: by this call, or for the session that makes it. */
function readMfa({ world, caller, form }: OperationRequest): Date | undefined {
  const isProven = checkMfa(world, getCallerUser(caller), {
    serialNumber: form.get('SerialNumber'),
    tokenCode: form.get('TokenCode'),
  });
  if (isProven) return world.clock.now();
  return caller.kind === 'user' ? undefined : caller.mfaAuthenticatedAt;
}

interface Proofs {
  readonly tags: SessionTags;
  readonly mfaAuthenticatedAt: Date | undefined;
}

/** The role, when it exists and every action the call needs is allowed; else one same refusal. */
function authorizeRole(request: OperationRequest, proofs: Proofs): Role {
  const { world, caller, form } = request;
  const roleArn = form.get('RoleArn') ?? '';
  const role = world.state.roles.get(roleArn);
  const keys = createAssumeRoleKeys(request, proofs);
  const refused = listNeededActions(form, proofs.tags).find(
    (action) => role === undefined || !isTrusted(caller, role, { action, resource: roleArn, keys }),
  );
  if (role !== undefined && refused === undefined && keepsSourceIdentity(form, caller)) return role;
  throw accessDenied(
    `User: ${getCallerArn(caller)} is not authorized to perform: ${refused ?? 'sts:SetSourceIdentity'} on resource: ${roleArn}`,
  );
}

function listNeededActions(form: Form, tags: SessionTags): readonly string[] {
  return [
    'sts:AssumeRole',
    ...(tags.all.size > 0 ? ['sts:TagSession'] : []),
    ...(form.has('SourceIdentity') ? ['sts:SetSourceIdentity'] : []),
  ];
}

function createAssumeRoleKeys(
  { world, caller, form, sourceIp }: OperationRequest,
  { tags, mfaAuthenticatedAt }: Proofs,
): ReadonlyMap<string, string> {
  const keys = new Map(
    createConditionKeys(caller, {
      now: world.clock.now(),
      sourceIp,
      ...dropUndefined({ mfaAuthenticatedAt }),
    }),
  );
  for (const name of ['ExternalId', 'RoleSessionName', 'SourceIdentity']) {
    const value = form.get(name);
    if (value !== undefined) keys.set(`sts:${name.toLowerCase()}`, value);
  }
  for (const [key, value] of tags.requested) keys.set(`aws:requesttag/${key.toLowerCase()}`, value);
  return keys;
}

/** A source identity, once set, stays for the whole chain. */
function keepsSourceIdentity(form: Form, caller: Caller): boolean {
  const asked = form.get('SourceIdentity');
  const held = caller.kind === 'role-session' ? caller.sourceIdentity : undefined;
  return asked === undefined || held === undefined || asked === held;
}

function getSourceIdentity(form: Form, caller: Caller): string | undefined {
  return (
    form.get('SourceIdentity') ??
    (caller.kind === 'role-session' ? caller.sourceIdentity : undefined)
  );
}

function readDuration(form: Form, caller: Caller, role: Role): number {
  const durationSeconds = readInteger(form, 'DurationSeconds', DEFAULT_DURATION_SECONDS);
  if (caller.kind !== 'user' && durationSeconds > CHAINED_MAX_DURATION_SECONDS) {
    throw validationError(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  if (durationSeconds > role.maxSessionDurationSeconds) {
    throw validationError(
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
  return durationSeconds;
}
