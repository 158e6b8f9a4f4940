import { describe, expect, test } from 'vitest';
import { type ChainCase, chainOf, keys, role } from './chain-of.ts';

/** `base-credential jon, role admin`: the source with its profile, then the links. */
function summary(config: string, name: string, options?: ChainCase): string {
  const { source, links } = chainOf(config, name, options);
  return [source, ...links].map(({ kind, profile }) => `${kind} ${profile.name}`).join(', ');
}

const ways: readonly (readonly [string, string, string, ChainCase, string])[] = [
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
];

describe('where a chain leads', () => {
  test.each(ways)('%s', (_, config, name, options, expected) => {
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
