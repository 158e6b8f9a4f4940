import { expect, test } from 'vitest';
import { findProfileOfRole } from '../../src/commands/find-profile-of-role.ts';
import { readConfig } from '../profiles/read-config.ts';

const config = readConfig(`
[profile admin]
role_arn = arn:aws:iam::111122223333:role/admin
awsx_account_alias = acme-prod
[profile deploy]
awsx_role_arn = arn:aws:iam::111122223333:role/team/ci/deploy
awsx_account_name = Acme Production
[profile sso]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
sso_account_id = 444455556666
sso_role_name = ViewOnly
sso_account_name = acme-dev
[profile included]
include_profile = admin
[profile twice]
role_arn = arn:aws:iam::777788889999:role/same
[profile again]
role_arn = arn:aws:iam::777788889999:role/same
[profile broken]
role_arn = arn:aws:iam::444455556666:role/admin
duration_seconds = soon
[profile base]
region = eu-west-1
`);

test.each([
  ['111122223333:deploy', 'deploy'],
  ['111122223333:team/ci/deploy', 'deploy'],
  ['Acme production:deploy', 'deploy'],
  ['444455556666:ViewOnly', 'sso'],
  ['acme-dev:ViewOnly', 'sso'],
  ['ACME-PROD:admin', 'admin'],
])('%s is %s', (word, profile) => {
  expect(findProfileOfRole(config, word)).toBe(profile);
});

test.each(['admin', ':admin', 'admin:', 'other:admin', '__proto__:constructor'])(
  '%j can only be a profile',
  (word) => {
    expect(findProfileOfRole(config, word)).toBeUndefined();
  },
);

test.each([
  [
    '111122223333:admni',
    'near it: 111122223333:admin (admin), 111122223333:team/ci/deploy (deploy), 111122223333:admin (included)',
  ],
  ['222233334444:deploy', 'near it: 111122223333:team/ci/deploy (deploy)'],
  ['111122223333:ci', expect.stringContaining('near it')],
  ['222233334444:none', expect.stringContaining('--role-arn ACCOUNT:ROLE')],
])('%s is the role of no profile', (word, hint) => {
  expect(() => findProfileOfRole(config, word)).toThrow(
    expect.objectContaining({
      code: 'profile_not_found',
      message: `no profile has the role "${word}"`,
      hint,
    }),
  );
});

test('several profiles with one role are named', () => {
  expect(() => findProfileOfRole(config, '777788889999:same')).toThrow(
    expect.objectContaining({
      code: 'invalid_argument',
      message: '2 profiles have the role "777788889999:same": twice, again',
    }),
  );
});

test('what is typed is not obeyed', () => {
  expect(() => findProfileOfRole(config, '111122223333:\u001b[2J')).toThrow('\\x1b[2J');
});
