import { AwsxError } from '../src/errors.ts';
import { parseAwsxCall } from './awsx-call.ts';
import type { ChainSource, StaticKeysSource, WebIdentitySource } from './chain-types.ts';
import { quoted } from './describe.ts';
import { place } from './profile-errors.ts';
import type { ResolvedProfile } from './resolve-profile.ts';
import { resolveSso } from './sso-source.ts';
import type { Setting, SharedConfig } from './types.ts';

export interface SourceInput {
  readonly config: SharedConfig;
  readonly profile: ResolvedProfile;
  readonly hasBaseCredential: boolean;
}

/**
 * The credentials that a profile has by itself, without a role: the key in the vault first, then
 * keys in the files (as the SDKs for Go and JavaScript and aws-vault have it), then the others
 * in the SDKs' order. Undefined when it has none.
 *
 * @throws AwsxError `profile_incomplete` when what it has lacks a part
 */
export function findSource(input: SourceInput): ChainSource | undefined {
  const { config, profile } = input;
  if (input.hasBaseCredential) return { kind: 'base-credential', profile };
  return (
    findStaticKeys(profile) ??
    findNamedSource(profile) ??
    findWebIdentity(profile) ??
    resolveSso(config, profile) ??
    findLoginSession(profile) ??
    findCredentialProcess(profile)
  );
}

/** @throws AwsxError `profile_incomplete` when one of the two keys is missing */
export function findStaticKeys(profile: ResolvedProfile): StaticKeysSource | undefined {
  const { accessKeyId, secretAccessKey, accountId } = profile;
  if (secretAccessKey === undefined) {
    if (accessKeyId === undefined) return undefined;
    throw halfKey(profile, accessKeyId, 'aws_secret_access_key');
  }
  if (accessKeyId === undefined) throw halfKey(profile, secretAccessKey, 'aws_access_key_id');
  const sessionToken = profile.sessionToken ?? profile.securityToken;
  return {
    kind: 'static-keys',
    profile,
    accessKeyId,
    secretAccessKey,
    ...(sessionToken && { sessionToken }),
    ...(accountId && { accountId }),
  };
}

/** @throws AwsxError `profile_incomplete` when the role is missing */
export function findWebIdentity(profile: ResolvedProfile): WebIdentitySource | undefined {
  const { roleArn, webIdentityTokenFile: file, webIdentityTokenProcess: process } = profile;
  const setting = file ?? process;
  if (setting === undefined) return undefined;
  if (roleArn === undefined) {
    const key = file ? 'web_identity_token_file' : 'web_identity_token_process';
    throw incomplete(profile, `has ${key}${place(setting.origin)} but no role_arn`);
  }
  const token = { from: file ? ('file' as const) : ('process' as const), setting };
  return { kind: 'web-identity', profile, roleArn, token };
}

/** `credential_source`. */
export function findNamedSource(profile: ResolvedProfile): ChainSource | undefined {
  const { credentialSource: source } = profile;
  return source && { kind: 'credential-source', profile, source };
}

function findLoginSession(profile: ResolvedProfile): ChainSource | undefined {
  const { loginSession } = profile;
  return loginSession && { kind: 'login-session', profile, loginSession };
}

/** A command that is awsx itself is no source of its own: see {@link linkTarget}. */
function findCredentialProcess(profile: ResolvedProfile): ChainSource | undefined {
  const { credentialProcess: command } = profile;
  if (command === undefined || linkTarget(profile) !== undefined) return undefined;
  return { kind: 'credential-process', profile, command };
}

/** The profile for which a profile's `credential_process` calls awsx. */
export function linkTarget({ credentialProcess }: ResolvedProfile): string | undefined {
  return credentialProcess && parseAwsxCall(credentialProcess.value);
}

/** The error for a profile that says too little. */
export function incomplete(profile: ResolvedProfile, problem: string, hint?: string): AwsxError {
  const message = `profile ${quoted(profile.name)} ${problem}`;
  return new AwsxError('profile_incomplete', message, hint === undefined ? {} : { hint });
}

function halfKey(
  profile: ResolvedProfile,
  { origin }: Setting<unknown>,
  missing: string,
): AwsxError {
  return incomplete(profile, `has half a key${place(origin)}: it is missing ${missing}`);
}
