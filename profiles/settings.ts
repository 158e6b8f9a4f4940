import {
  parseBoolean,
  parseColor,
  parseCredentialSource,
  parseLine,
  parseList,
  parseSeconds,
  parseSecret,
  parseStsRegionalEndpoints,
  parseTags,
  parseText,
} from './setting-values.ts';
import type { Setting } from './types.ts';

interface Definition<T> {
  /** AWS's (or aws-vault's) key; with `awsx_` only for awsx's own. */
  readonly key: string;
  /** Throws InvalidValue. */
  readonly parse: (text: string) => T;
  /** Whether `include_profile` hands it on; keys of an account are not. */
  readonly inherited: boolean;
}

/** Every setting of a profile that awsx understands, under the name it has inside. */
const definitions = {
  roleArn: shared('role_arn', parseLine),
  sourceProfile: shared('source_profile', parseLine),
  includeProfile: own('include_profile', parseLine),
  credentialSource: shared('credential_source', parseCredentialSource),
  credentialProcess: shared('credential_process', parseText),
  roleSessionName: shared('role_session_name', parseLine),
  externalId: shared('external_id', parseLine),
  durationSeconds: shared('duration_seconds', parseSeconds),
  sessionTags: shared('session_tags', parseTags),
  transitiveSessionTags: shared('transitive_session_tags', parseList),
  sourceIdentity: shared('source_identity', parseLine),
  mfaSerial: shared('mfa_serial', parseLine),
  mfaProcess: shared('mfa_process', parseText),
  webIdentityTokenFile: shared('web_identity_token_file', parseLine),
  webIdentityTokenProcess: shared('web_identity_token_process', parseText),
  ssoSession: shared('sso_session', parseLine),
  ssoStartUrl: shared('sso_start_url', parseLine),
  ssoRegion: shared('sso_region', parseLine),
  ssoAccountId: shared('sso_account_id', parseLine),
  ssoRoleName: shared('sso_role_name', parseLine),
  ssoRegistrationScopes: shared('sso_registration_scopes', parseList),
  loginSession: shared('login_session', parseLine),
  accessKeyId: own('aws_access_key_id', parseLine),
  secretAccessKey: own('aws_secret_access_key', parseSecret),
  sessionToken: own('aws_session_token', parseSecret),
  securityToken: own('aws_security_token', parseSecret),
  accountId: own('aws_account_id', parseLine),
  region: shared('region', parseLine),
  endpointUrl: shared('endpoint_url', parseLine),
  services: shared('services', parseLine),
  ignoreConfiguredEndpointUrls: shared('ignore_configured_endpoint_urls', parseBoolean),
  stsRegionalEndpoints: shared('sts_regional_endpoints', parseStsRegionalEndpoints),
  useFipsEndpoint: shared('use_fips_endpoint', parseBoolean),
  useDualstackEndpoint: shared('use_dualstack_endpoint', parseBoolean),
  ec2MetadataServiceEndpoint: shared('ec2_metadata_service_endpoint', parseLine),
  ec2MetadataServiceEndpointMode: shared('ec2_metadata_service_endpoint_mode', parseLine),
  caBundle: shared('ca_bundle', parseLine),
  color: own('awsx_color', parseColor),
  accountAlias: own('awsx_account_alias', parseLine),
  accountName: own('awsx_account_name', parseLine),
  ssoAccountName: own('sso_account_name', parseLine),
  mfaUnattended: own('awsx_mfa_unattended', parseBoolean),
  policy: shared('awsx_policy', parseText),
  policyArns: shared('awsx_policy_arns', parseList),
  sessionName: shared('awsx_session_name', parseLine),
};

type Definitions = typeof definitions;

/** The settings that a profile has; blank ones are absent. */
export type ProfileSettings = {
  readonly [Name in keyof Definitions]?: Setting<ReturnType<Definitions[Name]['parse']>>;
};

export interface NamedDefinition extends Definition<unknown> {
  readonly name: keyof ProfileSettings;
}

const byKey: ReadonlyMap<string, NamedDefinition> = new Map(
  (Object.keys(definitions) as (keyof Definitions)[]).map((name) => {
    const definition: NamedDefinition = { name, ...definitions[name] };
    return [definition.key, definition];
  }),
);

/** The definition of a key in lower case; undefined for keys that awsx does not need. */
export function findDefinition(key: string): NamedDefinition | undefined {
  return byKey.get(key);
}

function shared<T>(key: string, parse: (text: string) => T): Definition<T> {
  return { key, parse, inherited: true };
}

function own<T>(key: string, parse: (text: string) => T): Definition<T> {
  return { key, parse, inherited: false };
}
