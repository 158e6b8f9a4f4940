import { describe, expect, test } from 'vitest';
import { resolveChain } from '../../profiles/chain.ts';
import { CONFIG_FILE, readConfig } from './read-config.ts';

interface Options {
  /** The profiles with a base credential in the vault. */
  readonly vault?: readonly string[];
  readonly credentials?: string;
  readonly roleArn?: string;
}

function chainOf(config: string, name: string, options: Options = {}) {
  const { vault = [], credentials = '', roleArn } = options;
  return resolveChain(readConfig(config, credentials), name, {
    hasBaseCredential: (profile) => vault.includes(profile),
    ...(roleArn && {
      roleArn: {
        value: roleArn,
        origin: { kind: 'environment' as const, variable: 'AWS_ROLE_ARN' },
      },
    }),
  });
}

/** `base-credential jon, role admin`: the source with its profile, then the links. */
function summary(config: string, name: string, options?: Options): string {
  const { source, links } = chainOf(config, name, options);
  return [source, ...links].map(({ kind, profile }) => `${kind} ${profile.name}`).join(', ');
}

const keys = 'aws_access_key_id = AKIA\naws_secret_access_key = secret\n';
const role = 'role_arn = arn:aws:iam::123456789012:role/r\n';

describe('where a chain leads', () => {
  test.each<[string, string, string, Options, string]>([
    ['a key in the vault without a section', '', 'jon', { vault: ['jon'] }, 'base-credential jon'],
    [
      'a role with a source that only the vault knows',
      `[profile admin]\n${role}source_profile = jon\n`,
      'admin',
      { vault: ['jon'] },
      'base-credential jon, role admin',
    ],
    [
      'a role wins over keys in the selected profile',
      `[profile a]\n${role}source_profile = b\n${keys}[profile b]\n${keys}`,
      'a',
      {},
      'static-keys b, role a',
    ],
    [
      'a role wins over a key in the vault in the selected profile',
      `[profile a]\n${role}source_profile = b\n[profile b]\n${keys}`,
      'a',
      { vault: ['a'] },
      'static-keys b, role a',
    ],
    [
      'keys end the chain in a later profile',
      `[profile a]\n${role}source_profile = b\n[profile b]\n${role}source_profile = c\n${keys}[profile c]\n`,
      'a',
      {},
      'static-keys b, role a',
    ],
    [
      'a key in the vault ends the chain in a later profile that has another source',
      `[profile a]\n${role}source_profile = b\n[profile b]\n${role}source_profile = c\n[profile c]\n`,
      'a',
      { vault: ['b'] },
      'base-credential b, role a',
    ],
    [
      "a later role without a source is assumed with its profile's key in the vault",
      `[profile tgt]\n${role}source_profile = src\n[profile src]\n${role}`,
      'tgt',
      { vault: ['src'] },
      'base-credential src, role src, role tgt',
    ],
    [
      'so is one that is its own source',
      `[profile tgt]\n${role}source_profile = src\n[profile src]\n${role}source_profile = src\n`,
      'tgt',
      { vault: ['src'] },
      'base-credential src, role src, role tgt',
    ],
    [
      'a selected role without a source is assumed with its key in the vault',
      `[profile src]\n${role}`,
      'src',
      { vault: ['src'] },
      'base-credential src, role src',
    ],
    [
      'its own source with keys',
      `[profile a]\n${role}source_profile = a\n${keys}`,
      'a',
      {},
      'static-keys a, role a',
    ],
    [
      'its own source with a credential_process',
      `[profile a]\n${role}source_profile = a\ncredential_process = get\n`,
      'a',
      {},
      'credential-process a, role a',
    ],
    [
      'its own source without a role',
      `[profile a]\nsource_profile = a\n`,
      'a',
      { vault: ['a'] },
      'base-credential a',
    ],
    [
      'a key in the vault before keys in the file',
      `[profile a]\n${keys}`,
      'a',
      { vault: ['a'] },
      'base-credential a',
    ],
    [
      'keys before a credential_process and IAM Identity Center',
      `[profile a]\n${keys}credential_process = x\nsso_session = s\n`,
      'a',
      {},
      'static-keys a',
    ],
    [
      'credential_source without a role',
      '[profile a]\ncredential_source = Environment\n',
      'a',
      {},
      'credential-source a',
    ],
    [
      'credential_source with a role, whatever the vault holds',
      `[profile a]\n${role}credential_source = EcsContainer\n`,
      'a',
      { vault: ['a'] },
      'credential-source a, role a',
    ],
    [
      'a web identity by process',
      `[profile a]\n${role}web_identity_token_process = get\n`,
      'a',
      {},
      'web-identity a',
    ],
    [
      'aws login',
      '[profile a]\nlogin_session = arn:x\ncredential_process = get\n',
      'a',
      {},
      'login-session a',
    ],
    [
      'profiles that only point at another',
      `[profile target]\n${role}source_profile = pass\n[profile pass]\nsource_profile = admin\n[profile admin]\n${role}source_profile = jon\n`,
      'target',
      { vault: ['jon'] },
      'base-credential jon, role admin, alias pass, role target',
    ],
    [
      'include_profile with the source inside (parent style)',
      `[profile root]\nsource_profile = root\n[profile dev]\ninclude_profile = root\n${role}`,
      'dev',
      { vault: ['root'] },
      'base-credential root, role dev',
    ],
    [
      'a credential_process that is awsx for another profile',
      `[profile a]\ncredential_process = /n/node /x/awsx.cjs credential-process b\n[profile b]\n${keys}`,
      'a',
      {},
      'static-keys b, alias a',
    ],
    [
      'a linked profile',
      `[profile a]\ncredential_process = "/n/node" "/x/awsx.cjs" credential-process a\nawsx_${role}awsx_source_profile = b\n`,
      'a',
      { vault: ['b'] },
      'base-credential b, role a',
    ],
    [
      'a linked base profile',
      '[profile a]\ncredential_process = awsx credential-process a\n',
      'a',
      { vault: ['a'] },
      'base-credential a',
    ],
    [
      'a linked profile that only points at another',
      '[profile a]\ncredential_process = awsx credential-process a\nawsx_source_profile = b\n',
      'a',
      { vault: ['b'] },
      'base-credential b, alias a',
    ],
    ['names in their own case', '[profile A]\n', 'A', { vault: ['A'] }, 'base-credential A'],
    [
      'AWS_ROLE_ARN for the selected profile alone',
      `[profile a]\nsource_profile = b\n[profile b]\n`,
      'a',
      { vault: ['b'], roleArn: 'arn:env' },
      'base-credential b, role a',
    ],
  ])('%s', (_, config, name, options, expected) => {
    expect(summary(config, name, options)).toBe(expected);
  });

  test('AWS_ROLE_ARN takes the place of the role in the file', () => {
    const config = `[profile a]\n${role}source_profile = b\n`;
    const { links, selected } = chainOf(config, 'a', { vault: ['b'], roleArn: 'arn:env' });
    expect(links).toMatchObject([{ kind: 'role', roleArn: { value: 'arn:env' } }]);
    expect(selected.roleArn?.value).toBe('arn:env');
  });

  test('keys carry token and account, the older key of the token too', () => {
    const config = `[profile a]\n${keys}aws_security_token = t\naws_account_id = 1\n`;
    expect(chainOf(config, 'a').source).toMatchObject({
      kind: 'static-keys',
      accessKeyId: { value: 'AKIA' },
      sessionToken: { origin: { key: 'aws_security_token' } },
      accountId: { value: '1' },
    });
  });
});

describe('what is an error', () => {
  test.each<[string, string, string, Options, string, string]>([
    [
      'a loop of two',
      `[profile a]\n${role}source_profile = b\n[profile b]\n${role}source_profile = a\n`,
      'a',
      {},
      'profile_cycle',
      `profiles form a loop: "a" (${CONFIG_FILE}:3) -> "b" (${CONFIG_FILE}:6) -> "a"`,
    ],
    [
      'a loop of three that the selected profile is not in',
      `[profile x]\n${role}source_profile = a\n[profile a]\n${role}source_profile = b\n[profile b]\nsource_profile = c\n[profile c]\ncredential_process = awsx credential-process a\n`,
      'x',
      {},
      'profile_cycle',
      `"a" (${CONFIG_FILE}:6) -> "b" (${CONFIG_FILE}:8) -> "c" (${CONFIG_FILE}:10) -> "a"`,
    ],
    [
      'a loop where the first profile has keys',
      `[profile a]\n${role}source_profile = b\n${keys}[profile b]\n${role}source_profile = a\n`,
      'a',
      {},
      'profile_cycle',
      '"a"',
    ],
    [
      'two sources',
      `[profile a]\n${role}source_profile = b\ncredential_source = Environment\n`,
      'a',
      {},
      'setting_conflict',
      `both source_profile (${CONFIG_FILE}:3) and credential_source (${CONFIG_FILE}:4)`,
    ],
    [
      'a source that does not exist',
      `[profile a]\n${role}source_profile = typo\n`,
      'a',
      {},
      'profile_not_found',
      `profile "typo" does not exist: it is the source_profile of "a" (${CONFIG_FILE}:3)`,
    ],
    [
      'keys in the file beside a role without a source',
      `[profile a]\n${role}${keys}`,
      'a',
      {},
      'profile_incomplete',
      'profile "a" must contain source_profile or credential_source',
    ],
    [
      'its own source without credentials',
      `[profile a]\n${role}source_profile = a\n`,
      'a',
      {},
      'profile_incomplete',
      `is its own source_profile (${CONFIG_FILE}:3) but has no credentials`,
    ],
    [
      'half a key',
      '[profile a]\naws_secret_access_key = x\n',
      'a',
      {},
      'profile_incomplete',
      `half a key (${CONFIG_FILE}:2): it is missing aws_access_key_id`,
    ],
    [
      'a profile with configuration only',
      '[profile a]\nregion = x\n',
      'a',
      {},
      'profile_incomplete',
      'profile "a" did not contain credential information',
    ],
    [
      'a linked profile with nothing to stand on',
      '[profile a]\ncredential_process = awsx credential-process a\n',
      'a',
      {},
      'profile_incomplete',
      'its credential_process, which is awsx itself',
    ],
    [
      'a web identity without a role',
      '[profile a]\nweb_identity_token_process = x\n',
      'a',
      {},
      'profile_incomplete',
      `web_identity_token_process (${CONFIG_FILE}:2) but no role_arn`,
    ],
    ['an unknown profile', '[default]\nregion = x\n', 'typo', {}, 'profile_not_found', '"typo"'],
    [
      'nothing comes from [default]',
      `[default]\nsource_profile = b\n[profile a]\n${role}`,
      'a',
      { vault: ['b'] },
      'profile_incomplete',
      'source_profile',
    ],
    [
      'an error anywhere in the files, even for a key in the vault',
      'broken\n',
      'jon',
      { vault: ['jon'] },
      'config_invalid',
      `${CONFIG_FILE}:1`,
    ],
  ])('%s', (_, config, name, options, code, message) => {
    expect(() => chainOf(config, name, options)).toThrowError(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });
});

describe('IAM Identity Center', () => {
  const session = '[sso-session s]\nsso_start_url = https://session\nsso_region = eu-west-1\n';

  test('the values of the session win over those in the profile', () => {
    const config = `[profile a]\nsso_session = s\nsso_start_url = https://inline\nsso_account_id = 1\nsso_role_name = r\n${session}sso_registration_scopes = x, y\n`;
    expect(chainOf(config, 'a').source).toMatchObject({
      kind: 'sso',
      ssoSession: { value: 's' },
      startUrl: { value: 'https://session', origin: { location: { line: 7 } } },
      registrationScopes: { value: ['x', 'y'] },
      accountId: { value: '1' },
      roleName: { value: 'r' },
    });
  });

  test('a session without account and role resolves', () => {
    const { source } = chainOf(`[profile a]\nsso_session = s\n${session}`, 'a');
    expect(source).toMatchObject({ kind: 'sso', ssoRegion: { value: 'eu-west-1' } });
    expect(source).not.toHaveProperty('accountId');
  });

  test.each([
    ['sso_session = s\nsso_account_id = 1\n', 'profile "a" is missing sso_role_name'],
    ['sso_session = s\nsso_role_name = 1\n', 'profile "a" is missing sso_account_id'],
    ['sso_start_url = https://x\nsso_region = r\n', 'profile "a" is missing sso_account_id'],
    ['sso_start_url = x\nsso_account_id = 1\nsso_role_name = r\n', '"a" is missing sso_region'],
    ['sso_session = empty\n', `sso-session "empty" (${CONFIG_FILE}:6) is missing sso_start_url`],
    ['sso_session = typo\n', `sso-session that does not exist: "typo" (${CONFIG_FILE}:2)`],
  ])('%j is an error', (lines, message) => {
    const padding = '\n'.repeat(4 - lines.split('\n').length + 1);
    const config = `[profile a]\n${lines}${padding}[sso-session empty]\n${session}`;
    expect(() => chainOf(config, 'a')).toThrowError(
      expect.objectContaining({ message: expect.stringContaining(message) }),
    );
  });
});

describe('what a chain does not use', () => {
  test.each<[string, string, Options, readonly unknown[]]>([
    [
      'keys beside a role',
      `[profile a]\n${role}source_profile = b\n${keys}`,
      { vault: ['a', 'b'] },
      [
        { what: 'the base credential of "a" in the vault', by: `role_arn (${CONFIG_FILE}:2)` },
        {
          what: 'aws_access_key_id in profile "a"',
          location: { file: CONFIG_FILE, line: 4 },
          by: `role_arn (${CONFIG_FILE}:2)`,
        },
      ],
    ],
    [
      'a forgotten key in the vault hides IAM Identity Center',
      '[profile a]\nsso_start_url = x\n',
      { vault: ['a'] },
      [
        {
          what: 'sso_start_url in profile "a"',
          location: { file: CONFIG_FILE, line: 2 },
          by: 'the base credential of "a" in the vault',
        },
      ],
    ],
    [
      'a role behind keys in a later profile',
      `[profile a]\nsource_profile = b\n[profile b]\n${role}${keys}`,
      {},
      [
        {
          what: 'role_arn in profile "b"',
          location: { file: CONFIG_FILE, line: 4 },
          by: `aws_access_key_id (${CONFIG_FILE}:5)`,
        },
      ],
    ],
    [
      'a source beside a credential_process, as the SDKs have it',
      '[profile a]\nsource_profile = b\ncredential_process = x\n',
      {},
      [
        {
          what: 'source_profile in profile "a"',
          location: { file: CONFIG_FILE, line: 2 },
          by: `credential_process (${CONFIG_FILE}:3)`,
        },
      ],
    ],
    [
      'the link of a linked profile is nothing hidden',
      `[profile a]\ncredential_process = awsx credential-process a\nawsx_${role}awsx_source_profile = b\n`,
      { vault: ['b'] },
      [],
    ],
    ['a web identity uses its role', `[profile a]\n${role}web_identity_token_file = /t\n`, {}, []],
  ])('%s', (_, config, options, expected) => {
    expect(chainOf(config, 'a', options).shadowed).toEqual(expected);
  });
});
