import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { resolveChain } from '../../profiles/chain.ts';
import type { Chain, ChainSource } from '../../profiles/chain-types.ts';
import cases from '../vectors/profile-chains/assume-role-tests.json' with { type: 'json' };
import { readConfig } from './read-config.ts';

type Sections = Readonly<Record<string, Readonly<Record<string, string>>>>;

interface Case {
  readonly docs: string;
  readonly input: {
    readonly profiles: Sections;
    readonly sso_sessions?: Sections;
    readonly selected_profile: string;
  };
  readonly output: { readonly ProfileChain?: readonly unknown[]; readonly Error?: string };
}

const noBaseCredential = () => false;

/** What each recorded error text means in awsx's codes and words. */
const errors: ReadonlyMap<string, { code: string; message: string }> = new Map([
  [
    'profile must contain `source_profile`',
    { code: 'profile_incomplete', message: 'must contain source_profile' },
  ],
  [
    'profile missing aws_secret_access_key',
    { code: 'profile_incomplete', message: 'missing aws_secret_access_key' },
  ],
  [
    'profile `B` did not contain credential information',
    { code: 'profile_incomplete', message: 'profile "B" did not contain credential information' },
  ],
  [
    'could not find source profile B referenced from A',
    { code: 'profile_not_found', message: 'profile "B" does not exist' },
  ],
  ['profile formed an infinite loop', { code: 'profile_cycle', message: '"A"' }],
  ['`role_arn` was missing', { code: 'profile_incomplete', message: 'no role_arn' }],
  [
    'if `sso_account_id` is set, then `sso_role_name` must also be set',
    { code: 'profile_incomplete', message: 'missing sso_role_name' },
  ],
]);

describe('recorded role chains', () => {
  test('there are 14', () => {
    expect(cases).toHaveLength(14);
  });

  test.each(cases as unknown as readonly Case[])('$docs', ({ input, output }) => {
    const config = readConfig(
      written('profile', input.profiles) + written('sso-session', input.sso_sessions ?? {}),
    );
    const resolve = () =>
      resolveChain(config, input.selected_profile, { hasBaseCredential: noBaseCredential });
    if (output.Error === undefined) {
      expect(recorded(resolve())).toEqual(output.ProfileChain);
      return;
    }
    const expected = errors.get(output.Error);
    expect(expected).toBeDefined();
    expect(resolve).toThrowError(
      expect.objectContaining({
        code: expected?.code,
        message: expect.stringContaining(expected?.message ?? ''),
      }),
    );
  });
});

const folders = fileURLToPath(new URL('../vectors/profile-chains/folders', import.meta.url));

describe('recorded files', () => {
  test('every folder is a case here', () => {
    expect(readdirSync(folders).sort()).toEqual(
      folderCases()
        .map(([folder]) => folder)
        .sort(),
    );
  });

  test.each(folderCases())('%s', (folder, profile, expected) => {
    const config = readConfig(read(folder, 'config'), read(folder, 'credentials'));
    if (expected === 'config_invalid') {
      expect(() =>
        resolveChain(config, profile, { hasBaseCredential: noBaseCredential }),
      ).toThrowError(expect.objectContaining({ code: 'config_invalid' }));
      return;
    }
    const { source, links } = resolveChain(config, profile, {
      hasBaseCredential: noBaseCredential,
    });
    expect([source.kind, ...links.map(({ kind }) => kind)]).toEqual(expected);
  });
});

function folderCases(): readonly (readonly [string, string, readonly string[] | string])[] {
  return [
    ['assume_role_override_global_profile_url', 'default', ['static-keys', 'role']],
    ['assume_role_override_service_env_url', 'default', ['static-keys', 'role']],
    ['credential_process', 'default', ['credential-process']],
    ['credential_process_invalid', 'default', ['credential-process']],
    ['e2e_assume_role', 'default', ['static-keys', 'role']],
    ['ecs_assume_role', 'default', ['credential-source', 'role']],
    ['imds_assume_role', 'default', ['credential-source', 'role']],
    ['invalid_config', 'default', 'config_invalid'],
    ['profile_overrides_web_identity', 'A', ['credential-source', 'role']],
    ['profile_static_keys_case_insensitive', 'default', ['static-keys']],
    ['region_override', 'default', ['static-keys', 'role']],
    ['sso_assume_role', 'sso-test', ['sso']],
    ['sso_credentials', 'default', ['sso']],
    ['sso_token', 'default', ['sso']],
    ['web_identity_token_profile', 'A', ['web-identity']],
    ['web_identity_token_source_profile', 'A', ['web-identity', 'role']],
  ];
}

function read(folder: string, file: string): string {
  const path = `${folders}/${folder}/fs/home/.aws/${file}`;
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function written(kind: string, sections: Sections): string {
  return Object.entries(sections)
    .flatMap(([name, properties]) => [
      `[${kind} ${name}]`,
      ...Object.entries(properties).map(([key, value]) => `${key} = ${value}`),
      '',
    ])
    .join('\n');
}

/** A chain in the form of the recorded cases. */
function recorded({ source, links }: Chain): readonly unknown[] {
  const roles = links.flatMap((link) => {
    if (link.kind !== 'role') return [];
    const role_session_name = link.profile.roleSessionName?.value;
    return [
      {
        AssumeRole: {
          role_arn: link.roleArn.value,
          ...(role_session_name && { role_session_name }),
        },
      },
    ];
  });
  return [recordedSource(source), ...roles];
}

function recordedSource(source: ChainSource): unknown {
  switch (source.kind) {
    case 'static-keys':
      return {
        AccessKey: {
          access_key_id: source.accessKeyId.value,
          secret_access_key: source.secretAccessKey.value.reveal(),
          ...(source.accountId && { account_id: source.accountId.value }),
        },
      };
    case 'web-identity':
      return {
        WebIdentityToken: {
          role_arn: source.roleArn.value,
          web_identity_token_file: source.token.setting.value,
        },
      };
    case 'sso':
      return {
        Sso: {
          ...(source.ssoSession && { sso_session: source.ssoSession.value }),
          sso_region: source.ssoRegion.value,
          sso_start_url: source.startUrl.value,
          ...(source.accountId && { sso_account_id: source.accountId.value }),
          ...(source.roleName && { sso_role_name: source.roleName.value }),
        },
      };
    default:
      return source.kind;
  }
}
