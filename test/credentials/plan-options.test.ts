import { describe, expect, test } from 'vitest';
import { parsePlanOptions } from '../../src/credentials/plan-options.ts';
import { device, plan, role } from './planning.ts';

const vault = { jon: 'AKIAJON' };
const flag = (name: string, value: unknown) => ({ value, origin: { kind: 'flag', flag: name } });
const variable = (name: string, value: unknown) => ({
  value,
  origin: { kind: 'environment', variable: name },
});

test('nothing asked is nothing set', () => {
  expect(parsePlanOptions({}, {})).toEqual({
    noSession: false,
    insecureEndpointAllowed: false,
    selected: {},
    last: { narrowing: [] },
  });
});

test('flags win over the environment, and empty variables count as unset', () => {
  const options = parsePlanOptions(
    { duration: '1h30m', region: 'eu-west-1', minTtl: '20m', noSession: true },
    { AWS_MIN_TTL: '10m', AWS_REGION: 'us-east-1', AWS_MFA_SERIAL: '', AWS_ROLE_ARN: '' },
  );
  expect(options).toEqual({
    noSession: true,
    insecureEndpointAllowed: false,
    duration: flag('--duration', 5400),
    minTtl: flag('--min-ttl', 1200),
    region: flag('--region', 'eu-west-1'),
    selected: {},
    last: { narrowing: [] },
  });
});

test('the variables of aws-vault are read under their names', () => {
  const options = parsePlanOptions(
    { insecureEndpoint: true },
    {
      AWS_SESSION_TOKEN_TTL: '2h',
      AWS_CHAINED_SESSION_TOKEN_TTL: '12h',
      AWS_ASSUME_ROLE_TTL: '30m',
      AWS_MFA_SERIAL: device('M'),
      AWS_ROLE_ARN: role('r'),
    },
  );
  expect(options).toEqual({
    noSession: false,
    insecureEndpointAllowed: true,
    sessionDuration: variable('AWS_SESSION_TOKEN_TTL', 7200),
    chainedSessionDuration: variable('AWS_CHAINED_SESSION_TOKEN_TTL', 43_200),
    roleDuration: variable('AWS_ASSUME_ROLE_TTL', 1800),
    mfaSerial: variable('AWS_MFA_SERIAL', device('M')),
    selected: { roleArn: variable('AWS_ROLE_ARN', role('r')) },
    last: { narrowing: [] },
  });
});

describe('values that do not parse', () => {
  test.each([
    'AWS_MIN_TTL',
    'AWS_SESSION_TOKEN_TTL',
    'AWS_CHAINED_SESSION_TOKEN_TTL',
    'AWS_ASSUME_ROLE_TTL',
    'AWS_REGION',
    'AWS_DEFAULT_REGION',
    'AWS_SESSION_TAGS',
  ])('%s', (name) => {
    expect(() => parsePlanOptions({}, { [name]: 'not good!' })).toThrow(
      expect.objectContaining({
        code: 'setting_invalid',
        message: expect.stringMatching(`^"not good!" \\(${name}\\) is `),
      }),
    );
  });

  test.each([
    [{ duration: '1x' }, '"1x" (--duration) is not a duration'],
    [{ minTtl: '' }, '"" (--min-ttl) is not a duration'],
    [{ region: 'x.evil.example/' }, '"x.evil.example/" (--region) is not the name of a region'],
    [{ region: '\u001b[2J' }, '"\\x1b[2J" (--region) is not the name of a region'],
  ])('flags %j', (flags, message) => {
    expect(() => parsePlanOptions(flags, {})).toThrow(
      expect.objectContaining({ code: 'invalid_argument', message }),
    );
  });

  test.each([
    'AWS_STS_REGIONAL_ENDPOINTS',
    'AWS_USE_FIPS_ENDPOINT',
    'AWS_USE_DUALSTACK_ENDPOINT',
    'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS',
    'AWS_MFA_SERIAL',
  ])('%s, when the plan needs it', (name) => {
    expect(() => plan({ config: '', vault, profile: 'jon', env: { [name]: 'maybe…' } })).toThrow(
      expect.objectContaining({ code: 'setting_invalid', message: expect.stringContaining(name) }),
    );
  });
});

describe('values that AWS would refuse', () => {
  const config = (lines: string) =>
    `[profile top]\nsource_profile = jon\nrole_arn = ${role('r')}\n${lines}\n`;

  test.each([
    ['awsx_session_name = x', 'is not a role session name'],
    ['role_session_name = has space', 'is not a role session name'],
    [`role_session_name = ${'x'.repeat(65)}`, 'is not a role session name'],
    ['source_identity = x', 'is not a source identity'],
    ['external_id = x', 'is not an external id'],
    ['external_id = a b', 'is not an external id'],
    ['mfa_serial = short', 'is not an MFA device'],
    ['mfa_serial = arn:aws:iam::1:mfa/a b', 'is not an MFA device'],
    ['region = US-EAST-1', 'is not the name of a region'],
    ['region = us-east-1.evil.example', 'is not the name of a region'],
    ['region = -x', 'is not the name of a region'],
    ['session_tags = a=1,A=2', 'names a tag twice'],
    [`session_tags = ${'k'.repeat(129)}=v`, 'is not a list of tags'],
    [`session_tags = k=${'v'.repeat(257)}`, 'is not a list of tags'],
    ['session_tags = a=b;c', 'is not a list of tags'],
    [`session_tags = ${tags(51)}`, 'has too many tags'],
    ['transitive_session_tags = a', 'is not among the session tags'],
    ['session_tags = a=b\ntransitive_session_tags = a,c', 'is not among the session tags'],
  ])('%s', (lines, problem) => {
    expect(() => plan({ config: config(lines), vault, profile: 'top' })).toThrow(
      expect.objectContaining({
        code: 'setting_invalid',
        message: expect.stringMatching(`at /home/jo/.aws/config:\\d+\\) ${problem}$`),
      }),
    );
  });

  test.each([
    'arn:foo',
    'arn:aws:iam::111122223333:user/jo',
    'arn:aws:iam::111122223333:role/',
    'arn:aws:iam::account:role/r',
    'arn:aws:sts::111122223333:assumed-role/r/s',
    'role/r',
    `${role('')}${'x'.repeat(2048)}`,
  ])('role_arn = %s', (roleArn) => {
    const text = `[profile top]\nsource_profile = jon\nrole_arn = ${roleArn}\n`;
    expect(() => plan({ config: text, vault, profile: 'top' })).toThrow(
      expect.objectContaining({
        code: 'setting_invalid',
        message: expect.stringContaining('is not the ARN of a role'),
      }),
    );
  });

  test.each([
    'arn:aws:iam::123456789:role/short-account',
    'arn:aws-cn:iam::111122223333:role/path/to/r',
    'arn:aws-us-gov:iam::111122223333:role/r+=,.@-_',
  ])('but role_arn = %s is one', (roleArn) => {
    const text = `[profile top]\nsource_profile = jon\nrole_arn = ${roleArn}\n`;
    expect(plan({ config: text, vault, profile: 'top' }).steps).toHaveLength(2);
  });

  test('fifty tags are allowed', () => {
    const made = plan({ config: config(`session_tags = ${tags(50)}`), vault, profile: 'top' });
    expect(made.steps[1]).toHaveProperty('tags.length', 50);
  });

  test('awsx_session_name wins over role_session_name', () => {
    const lines = 'awsx_session_name = mine\nrole_session_name = theirs';
    const made = plan({ config: config(lines), vault, profile: 'top' });
    expect(made.steps[1]).toMatchObject({ roleSessionName: { value: 'mine' } });
  });
});

function tags(count: number): string {
  return Array.from({ length: count }, (_, index) => `k${index}=v`).join(',');
}
