import { nearestName } from './nearest-name.ts';

/** What a key of awsx's own starts with; AWS's tools ignore such keys. */
export const OWN_PREFIX = 'awsx_';

/** Keys that exist with the prefix alone. */
export const OWN_KEYS = [
  'awsx_account_alias',
  'awsx_account_name',
  'awsx_color',
  'awsx_mfa_unattended',
  'awsx_policy',
  'awsx_policy_arns',
  'awsx_session_name',
] as const;

/** `awsx_scope_NAME`: a named narrowing of the session. */
export const SCOPE_PREFIX = 'awsx_scope_';

/** aws-vault's keys that AWS does not have. */
const AWS_VAULT_KEYS = [
  'include_profile',
  'mfa_process',
  'session_tags',
  'source_identity',
  'transitive_session_tags',
  'web_identity_token_process',
];

/** Not AWS's, but found beside its `sso_` keys. */
const OTHER_KEYS = ['sso_account_name'];

/**
 * AWS's keys of profiles: the settings reference of the SDKs and tools
 * (docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html) and `aws help config-vars`.
 */
const AWS_KEYS = [
  'account_id_endpoint_mode',
  'api_versions',
  'auth_scheme_preference',
  'aws_access_key_id',
  'aws_account_id',
  'aws_secret_access_key',
  'aws_security_token',
  'aws_session_token',
  'ca_bundle',
  'cli_auto_prompt',
  'cli_binary_format',
  'cli_follow_urlparam',
  'cli_help_output',
  'cli_history',
  'cli_pager',
  'cli_timestamp_format',
  'cloudwatch',
  'credential_process',
  'credential_source',
  'csm_client_id',
  'csm_enabled',
  'csm_host',
  'csm_port',
  'defaults_mode',
  'disable_request_compression',
  'duration_seconds',
  'ec2_metadata_service_endpoint',
  'ec2_metadata_service_endpoint_mode',
  'ec2_metadata_v1_disabled',
  'endpoint_discovery_enabled',
  'endpoint_url',
  'external_id',
  'ignore_configured_endpoint_urls',
  'imds_disabled',
  'login_session',
  'max_attempts',
  'metadata_service_num_attempts',
  'metadata_service_timeout',
  'mfa_serial',
  'output',
  'parameter_validation',
  'region',
  'request_checksum_calculation',
  'request_min_compression_size_bytes',
  'response_checksum_validation',
  'retry_mode',
  'role_arn',
  'role_session_name',
  's3',
  's3_disable_express_session_auth',
  's3_disable_multiregion_access_points',
  's3_us_east_1_regional_endpoint',
  's3_use_arn_region',
  'sdk_ua_app_id',
  'services',
  'sigv4a_signing_region_set',
  'source_profile',
  'sso_account_id',
  'sso_region',
  'sso_registration_scopes',
  'sso_role_name',
  'sso_session',
  'sso_start_url',
  'sts_regional_endpoints',
  'tcp_keepalive',
  'use_dualstack_endpoint',
  'use_fips_endpoint',
  'user_agent_appid',
  'web_identity_token_file',
];

/** The keys whose values are secrets; `awsx config` masks them, and their `awsx_` twins. */
const SECRET_KEYS: ReadonlySet<string> = new Set([
  'aws_secret_access_key',
  'aws_session_token',
  'aws_security_token',
]);

/** Whether the value of a key (lower case) must not be shown. */
export function isSecretKey(key: string): boolean {
  return SECRET_KEYS.has(withoutOwnPrefix(key));
}

/** `role_arn` for both `role_arn` and `awsx_role_arn`. */
export function withoutOwnPrefix(key: string): string {
  return key.startsWith(OWN_PREFIX) ? key.slice(OWN_PREFIX.length) : key;
}

/** Whether a key (lower case, with the `awsx_` prefix) is one that awsx reads. */
export function isKnownOwnKey(key: string): boolean {
  return twinsAndOwnKeys().has(key) || (key.startsWith(SCOPE_PREFIX) && key !== SCOPE_PREFIX);
}

/** The known `awsx_` key that was most likely meant. */
export function nearestOwnKey(key: string): string | undefined {
  return nearestName(key, twinsAndOwnKeys());
}

let ownKeys: ReadonlySet<string> | undefined;

function twinsAndOwnKeys(): ReadonlySet<string> {
  ownKeys ??= new Set([
    ...OWN_KEYS,
    ...[...AWS_KEYS, ...AWS_VAULT_KEYS, ...OTHER_KEYS].map((key) => OWN_PREFIX + key),
  ]);
  return ownKeys;
}
