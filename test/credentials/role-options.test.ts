import { describe, expect, test } from 'vitest';
import type { PlanFlags } from '../../src/credentials/plan-options.ts';
import type { AssumeRoleStep, Plan } from '../../src/credentials/types.ts';
import { calls, device, type PlanCase, plan, role } from './planning.ts';

const vault = { jon: 'AKIAJON' };
const M = device('M');
const config = `
[profile jon]
region = eu-west-1
mfa_serial = ${M}

[profile admin]
role_arn = ${role('admin')}
source_profile = jon
mfa_serial = ${M}
external_id = file-id
source_identity = file-identity
role_session_name = file-name
session_tags = team=red,stage=prod
transitive_session_tags = team
duration_seconds = 7200

[profile alias]
source_profile = admin
`;

const of = (profile: string, flags: PlanFlags = {}, env: PlanCase['env'] = {}): Plan =>
  plan({ config, vault, profile, flags, env });

function lastRole({ steps }: Plan): AssumeRoleStep {
  const last = steps.at(-1);
  expect.assert(last?.kind === 'assume-role');
  return last;
}

const flags: PlanFlags = {
  sessionName: 'flag-name',
  externalId: 'flag-id',
  sourceIdentity: 'flag-identity',
  tags: ['Stage=test', 'ticket=a=b ', 'empty='],
  transitiveTags: ['ticket'],
};

describe('flags about the role', () => {
  test.each(['admin', 'alias'])('are asked of the last role: %s', (profile) => {
    const step = lastRole(of(profile, flags));
    const by = (flag: string) => ({ kind: 'flag', flag });
    expect(step).toEqual(
      expect.objectContaining({
        profile: 'admin',
        roleSessionName: { value: 'flag-name', origin: by('--session-name') },
        externalId: { value: 'flag-id', origin: by('--external-id') },
        sourceIdentity: { value: 'flag-identity', origin: by('--source-identity') },
      }),
    );
  });

  test('tags stand beside those of the profile and win over the same key', () => {
    const { tags, transitiveTagKeys } = lastRole(of('admin', flags));
    expect(tags).toEqual([
      { key: 'team', value: 'red' },
      { key: 'Stage', value: 'test' },
      { key: 'ticket', value: 'a=b ' },
      { key: 'empty', value: '' },
    ]);
    expect(transitiveTagKeys).toEqual(['team', 'ticket']);
  });

  test('win over the environment, whose tags they join', () => {
    const env = {
      AWS_ROLE_SESSION_NAME: 'env-name',
      AWS_SOURCE_IDENTITY: 'env-identity',
      AWS_SESSION_TAGS: 'a=1',
      AWS_TRANSITIVE_TAGS: 'a',
    };
    const step = lastRole(of('admin', flags, env));
    expect([step.roleSessionName?.value, step.sourceIdentity?.value]).toEqual([
      'flag-name',
      'flag-identity',
    ]);
    expect(step.tags.map(({ key }) => key)).toEqual(['a', 'Stage', 'ticket', 'empty']);
    expect(step.transitiveTagKeys).toEqual(['a', 'ticket']);
  });

  test('each changes the fingerprint', () => {
    const variants: readonly PlanFlags[] = [
      {},
      { sessionName: 'other' },
      { externalId: 'other' },
      { sourceIdentity: 'other' },
      { tags: ['team=blue'] },
      { tags: ['team=blue', 'stage=prod'] },
      { tags: ['a=b'] },
      { transitiveTags: ['stage'] },
      { roleArn: role('other') },
      { readOnly: true },
      { policyArns: ['arn:aws:iam::aws:policy/ViewOnlyAccess'] },
      { policy: '{"Statement":{"Sid":"a"}}' },
      { policy: '{"Statement":{"Sid":"b"}}' },
    ];
    const fingerprints = variants.map((variant) => lastRole(of('admin', variant)).fingerprint);
    // The second list of tags is the same set as the first.
    expect(new Set(fingerprints).size).toBe(variants.length - 1);
  });

  test('what is hidden in the files is told', () => {
    const told = of('admin', flags).shadows.map(({ what, by }) => `${what} by ${by}`);
    expect(told).toEqual([
      'role_session_name in profile "admin" by --session-name',
      'source_identity in profile "admin" by --source-identity',
      'external_id in profile "admin" by --external-id',
    ]);
  });

  test.each<[PlanFlags, string]>([
    [{ tags: ['novalue'] }, '"novalue" (--tag) is not a tag'],
    [{ tags: ['=x'] }, '"=x" (--tag) is not a tag'],
    [{ tags: ['a=b;c'] }, '(--tag) is not a list of tags'],
    [{ tags: ['a=1', 'A=2'] }, '(--tag) names a tag twice'],
    [{ tags: Array.from({ length: 51 }, (_, n) => `k${n}=v`) }, '(--tag) has too many tags'],
    [{ transitiveTags: ['none'] }, '"none" (--transitive-tag) is not among the session tags'],
    [{ sessionName: 'a b' }, '"a b" (--session-name) is not a role session name'],
    [{ sourceIdentity: 'x' }, '"x" (--source-identity) is not a source identity'],
    [{ externalId: 'x' }, '"x" (--external-id) is not an external id'],
    [{ roleArn: 'admin' }, '"admin" (--role-arn) is not the ARN of a role'],
    [{ roleArn: '1:admin' }, '"1:admin" (--role-arn) is not the ARN of a role'],
    [{ scope: 'x' }, 'profile "admin" has no scope "x"'],
  ])('%j', (wrong, message) => {
    expect(() => of('admin', wrong)).toThrow(
      expect.objectContaining({
        code: 'invalid_argument',
        message: expect.stringContaining(message),
      }),
    );
  });

  test.each<[PlanFlags, string]>([
    [{ tags: ['a=b'] }, '--tag'],
    [{ sessionName: 'me' }, '--session-name'],
    [{ sourceIdentity: 'me' }, '--source-identity'],
    [{ externalId: 'me' }, '--external-id'],
    [{ transitiveTags: ['a'] }, '--transitive-tag'],
  ])('are refused where no role is assumed: %j', (wrong, flag) => {
    expect(() => of('jon', wrong)).toThrow(
      expect.objectContaining({
        code: 'not_supported',
        message: `profile "jon" has no role to assume (${flag}): only AssumeRole takes it, and its credentials come from GetSessionToken`,
        hint: 'use a profile whose role is assumed with it: admin',
      }),
    );
  });

  test('a web identity session takes a name and nothing else of them', () => {
    const web = `[profile web]\nrole_arn = ${role('w')}\nweb_identity_token_file = /t\n`;
    const asked = (given: PlanFlags) => plan({ config: web, profile: 'web', flags: given });
    expect(asked({ sessionName: 'me' }).steps[0]).toHaveProperty('roleSessionName.value', 'me');
    expect(() => asked({ tags: ['a=b'] })).toThrow('come from a web identity token');
  });
});

describe('--scope that is not there', () => {
  test.each([
    ['awsx_scope_logs = x', 'did you mean --scope logs?'],
    ['awsx_scope_other = x', 'its scopes: other; awsx_scope_NAME in the profile makes one'],
    ['', 'it has none; awsx_scope_NAME in the profile makes one'],
  ])('%j', (line, hint) => {
    const text = config.replace('[profile alias]', `${line}\n[profile alias]`);
    const asked = () => plan({ config: text, vault, profile: 'admin', flags: { scope: 'logz' } });
    expect(asked).toThrow(expect.objectContaining({ code: 'invalid_argument', hint }));
  });
});

describe('--role-arn', () => {
  const roleArn = role('added');

  test('adds a role behind a key, which one code of its device serves', () => {
    expect(calls(of('jon', { roleArn }))).toEqual([
      'GetSessionToken 28800 mfa=M signed-by=AKIAJON',
      'AssumeRole added 3600 no-mfa signed-by=session',
    ]);
  });

  test('is assumed straight from the key when it is to last longer', () => {
    expect(calls(of('jon', { roleArn, duration: '2h' }))).toEqual([
      'AssumeRole added 7200 mfa=M signed-by=AKIAJON',
    ]);
  });

  test('adds a role behind a role, with nothing of that role', () => {
    const planned = of('admin', { roleArn, readOnly: true });
    expect(calls(planned)).toEqual([
      'GetSessionToken 28800 mfa=M signed-by=AKIAJON',
      'AssumeRole admin 3600 no-mfa signed-by=session',
      'AssumeRole added 3600 no-mfa signed-by=admin',
    ]);
    const last = lastRole(planned);
    expect([last.tags, last.externalId, last.sourceIdentity, last.roleSessionName]).toEqual([
      [],
      undefined,
      undefined,
      undefined,
    ]);
    expect(last.narrowing).toBeDefined();
    expect(last.endpoint.signingRegion).toBe('us-east-1');
  });

  test('takes the settings that the environment has for the role', () => {
    const env = { AWS_ROLE_SESSION_NAME: 'env-name', AWS_SESSION_TAGS: 'a=1' };
    const planned = of('admin', { roleArn }, env);
    expect(lastRole(planned).roleSessionName?.value).toBe('env-name');
    const admin = planned.steps.find((step) => step.kind === 'assume-role');
    expect(admin?.roleSessionName?.value).toBe('file-name');
    expect(planned.shadows).toEqual([]);
  });

  test('stands in the place of AWS_ROLE_ARN, and says so', () => {
    const planned = of('jon', { roleArn }, { AWS_ROLE_ARN: role('env') });
    expect(calls(planned).at(-1)).toMatch(/^AssumeRole added/);
    expect(planned.shadows).toEqual([
      { what: 'AWS_ROLE_ARN in the environment', by: 'profile "jon"' },
    ]);
  });

  test('is in the region of the profile, and a chained role of one hour', () => {
    expect(lastRole(of('jon', { roleArn })).endpoint.signingRegion).toBe('eu-west-1');
    const { duration } = lastRole(of('admin', { roleArn, duration: '2h' }));
    expect([duration.seconds, duration.cappedBecause]).toEqual([
      3600,
      expect.stringContaining('role chaining'),
    ]);
  });

  test.each([
    ['jon', M, 'arn:aws:iam::222233334444:role/path/added'],
    ['jon', M.replace('arn:aws:', 'arn:aws-cn:'), 'arn:aws-cn:iam::222233334444:role/path/added'],
    ['jon', '', 'arn:aws-us-gov:iam::222233334444:role/path/added'],
  ])('may be written ACCOUNT:ROLE, in the partition of %s %s', (profile, serial, arn) => {
    const text = config
      .replaceAll(M, serial)
      .replace('eu-west-1', serial ? 'eu-west-1' : 'us-gov-west-1');
    const short = { roleArn: '222233334444:path/added' };
    const { steps } = plan({ config: text, vault, profile, flags: short });
    expect(steps.at(-1)).toHaveProperty('roleArn.value', arn);
  });
});
