import { describe, expect, test } from 'vitest';
import { chainOf } from './chain-of.ts';
import { CONFIG_FILE } from './read-config.ts';

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
