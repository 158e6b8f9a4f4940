import type {
  BaseCredentialSource,
  ChainSource,
  SsoSource,
  WebIdentitySource,
} from '../../profiles/chain-types.ts';
import { dropUndefined } from '../drop-undefined.ts';
import { resolveAskedRoleDuration, resolveRoleDuration } from './durations.ts';
import { fingerprintSource, type Unsigned } from './fingerprint.ts';
import { describeNamedSource } from './plan-named-source.ts';
import { type PlanScope, resolveTokenEndpoint } from './plan-scope.ts';
import { checkRoleArn } from './plan-values.ts';
import { narrowRole, resolveSessionName } from './role-settings.ts';
import type {
  BaseCredentialRecord,
  BaseCredentialStep,
  CredentialProcessStep,
  SourceStep,
  SsoStep,
  WebIdentityStep,
} from './types.ts';

/** What a plan starts from, without reading a secret or running anything. */
export function createSourceStep(
  source: ChainSource,
  scope: PlanScope,
  records: readonly BaseCredentialRecord[],
): SourceStep {
  const step = describeSource(source, scope, records);
  return { ...step, fingerprint: fingerprintSource(step) };
}

function describeSource(
  source: ChainSource,
  scope: PlanScope,
  records: readonly BaseCredentialRecord[],
): Unsigned<SourceStep> {
  const { profile } = source;
  const common = { profile: profile.name, ...dropUndefined({ location: profile.location }) };
  switch (source.kind) {
    case 'base-credential':
      return { ...common, ...describeBaseCredential(source, records) };
    case 'static-keys':
      return dropUndefined({
        ...common,
        kind: source.kind,
        accessKeyId: source.accessKeyId.value,
        secretAccessKey: source.secretAccessKey.value,
        sessionToken: source.sessionToken?.value,
        accountId: source.accountId?.value,
      });
    case 'credential-process':
      return {
        ...common,
        kind: source.kind,
        command: source.command,
        variables: findVariables(source.command.value, scope),
      };
    case 'credential-source':
      return {
        ...common,
        kind: source.kind,
        source: source.source,
        ...describeNamedSource(source, scope),
      };
    case 'web-identity':
      return { ...common, ...describeWebIdentity(source, scope) };
    case 'sso':
      return { ...common, ...describeSso(source) };
    case 'login-session':
      return { ...common, kind: source.kind, loginSession: source.loginSession };
  }
}

type Specific<S> = S extends SourceStep ? Omit<S, 'profile' | 'location' | 'fingerprint'> : never;

function describeBaseCredential(
  { profile }: BaseCredentialSource,
  records: readonly BaseCredentialRecord[],
): Specific<BaseCredentialStep> {
  const record = records.find((each) => each.profile === profile.name);
  if (record === undefined) throw new Error('a chain named a base credential without a record');
  return { kind: 'base-credential', accessKeyId: record.accessKeyId, backend: record.backend };
}

/** `$NAME`, `${NAME…}` and `%NAME%`: another value may give other credentials. */
function findVariables(command: string, { env }: PlanScope): CredentialProcessStep['variables'] {
  const names = [...command.matchAll(/\$\{?(\w+)|%(\w+)%/g)].map(([, posix, dos]) => posix ?? dos);
  return [...new Set(names)].flatMap((name = '') => {
    const value = env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
}

function describeWebIdentity(
  source: WebIdentitySource,
  scope: PlanScope,
): Specific<WebIdentityStep> {
  const { profile } = source;
  const roleArn = checkRoleArn(source.roleArn);
  const asked = resolveAskedRoleDuration(profile.durationSeconds, scope.options);
  resolveRoleDuration({ profile: profile.name, asked });
  return dropUndefined({
    kind: 'web-identity' as const,
    roleArn,
    token: source.token,
    roleSessionName: resolveSessionName(profile, scope),
    durationSeconds: asked,
    narrowing: narrowRole(profile, scope, roleArn.value),
    endpoint: resolveTokenEndpoint(profile, scope, roleArn.value),
  });
}

function describeSso(source: SsoSource): Specific<SsoStep> {
  return dropUndefined({
    kind: 'sso' as const,
    ssoSession: source.ssoSession?.value,
    startUrl: source.startUrl,
    ssoRegion: source.ssoRegion,
    accountId: source.accountId,
    roleName: source.roleName,
  });
}
