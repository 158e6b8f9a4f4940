import { describe, expect, test } from 'vitest';
import { type ChainCase, chainOf, keys, role } from './chain-of.ts';
import { CONFIG_FILE } from './read-config.ts';

const mistakes: readonly (readonly [string, string, string, ChainCase, string, string])[] = [
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
];

describe('what is an error', () => {
  test.each(mistakes)('%s', (_, config, name, options, code, message) => {
    expect(() => chainOf(config, name, options)).toThrowError(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });
});
