import { expect, test } from 'vitest';
import { listRoleProfiles } from '../../profiles/role-profiles.ts';
import { readConfig } from './read-config.ts';

test('roles by ARN and of IAM Identity Center, and no other profile', () => {
  const config = readConfig(`
[profile base]
region = eu-west-1
[profile admin]
role_arn = arn:aws:iam::111122223333:role/team/admin
source_profile = base
awsx_account_alias = acme
awsx_account_name = Acme
[profile sso]
sso_account_id = 444455556666
sso_role_name = View
sso_account_name = dev
[profile half]
sso_account_id = 444455556666
[profile odd]
role_arn = nothing
[profile broken]
role_arn = arn:aws:iam::111122223333:role/broken
duration_seconds = soon
`);
  expect(listRoleProfiles(config)).toEqual([
    {
      name: 'admin',
      accountId: '111122223333',
      accountNames: ['acme', 'Acme'],
      roleName: 'team/admin',
      sourceProfile: 'base',
    },
    { name: 'sso', accountId: '444455556666', accountNames: ['dev'], roleName: 'View' },
  ]);
});
