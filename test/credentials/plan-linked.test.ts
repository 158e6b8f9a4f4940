/** A link moves keys and must change nothing about what awsx does. */
import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../profiles/document.ts';
import { linkProfile } from '../../profiles/link-profile.ts';
import { applyChanges } from '../../profiles/text-changes.ts';
import { calls, device, plan, role } from './planning.ts';

const vault = { jon: 'AKIAJON' };
const config = `
[profile jon]
mfa_serial = ${device('M')}
region = eu-west-1

[profile first]
role_arn = ${role('first')}
source_profile = jon
mfa_serial = ${device('M')}
duration_seconds = 7200
external_id = one
role_session_name = jon

[profile second]
role_arn = ${role('second')}
source_profile = first
session_tags = team=red

[profile own]
role_arn = ${role('own')}

[profile included]
include_profile = first

[profile web]
role_arn = ${role('web')}
web_identity_token_file = /token

[profile machine]
role_arn = ${role('machine')}
credential_source = Ec2InstanceMetadata

[profile process]
credential_process = /opt/tool --for process

[profile alias]
credential_process = awsx credential-process second

[profile sso]
sso_session = team
sso_account_id = 111111111111
sso_role_name = reader

[sso-session team]
sso_start_url = https://team.awsapps.com/start
sso_region = eu-west-1

[profile signed-in]
login_session = arn:aws:iam::111111111111:user/jon
`;
const names = [
  ...['jon', 'first', 'second', 'own', 'included', 'web'],
  ...['machine', 'process', 'alias', 'sso', 'signed-in'],
];

function linkAll(text: string): string {
  const linked = names.reduce(
    (document, name) => {
      const command = `"/usr/bin/node" "/opt/awsx.cjs" credential-process ${name}`;
      return applyChanges(document, linkProfile(document, { name, command }));
    },
    parseDocument(text, '/config', 'config'),
  );
  return linked.text;
}

function outline(text: string, profile: string) {
  const keys = { ...vault, own: 'AKIAOWN' };
  const planned = plan({ config: text, profile, vault: keys });
  return {
    calls: calls(planned),
    fingerprints: planned.steps.map(({ kind, fingerprint }) => `${kind} ${fingerprint}`),
  };
}

describe('the plan of a linked profile is the one before', () => {
  const linked = linkAll(config);

  test.each(names)('%s', (name) => {
    expect(linked).toContain(`credential-process ${name}\n`);
    expect(outline(linked, name)).toEqual(outline(config, name));
  });
});
