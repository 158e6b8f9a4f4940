import { describe, expect, test } from 'vitest';
import { type ChainCase, chainOf, keys, role } from './chain-of.ts';
import { CONFIG_FILE } from './read-config.ts';

describe('what a chain does not use', () => {
  test.each<[string, string, ChainCase, readonly unknown[]]>([
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
