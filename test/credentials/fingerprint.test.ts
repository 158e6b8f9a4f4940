import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  createLockName,
  fingerprintRole,
  fingerprintSession,
  fingerprintSessionFamily,
  fingerprintSource,
  lookupFingerprint,
} from '../../src/credentials/fingerprint.ts';
import type { AssumeRoleStep, SourceStep, Tag } from '../../src/credentials/types.ts';
import { Secret } from '../../src/secret.ts';
import { baseStep, roleStep, sessionStep } from './fakes.ts';
import { device, plan, role } from './planning.ts';

const otherKeyStep: SourceStep = {
  kind: 'base-credential',
  profile: 'jon',
  accessKeyId: 'AKIAOTHER',
  backend: 'memory',
  fingerprint: '',
};
const setting = <T>(value: T) => ({ value, origin: { kind: 'default', reason: 'test' } as const });
const duration = (seconds: number) => ({ seconds, asked: setting(seconds) });
const endpointIn = (signingRegion: string, url = 'https://sts.example') => ({ url, signingRegion });

/** The inputs of a role session, each as one value. */
const roleInput = fc.record({
  source: fc.string(),
  roleArn: fc.string(),
  sessionName: fc.option(fc.string()),
  externalId: fc.option(fc.string()),
  sourceIdentity: fc.option(fc.string()),
  mfaSerial: fc.option(fc.string()),
  tags: fc.uniqueArray(fc.tuple(fc.string(), fc.string()), {
    selector: ([key]) => key,
    maxLength: 4,
  }),
  transitive: fc.uniqueArray(fc.string(), { maxLength: 4 }),
  policy: fc.option(fc.string()),
  policyArns: fc.option(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 4 })),
  seconds: fc.nat(),
  region: fc.string(),
  url: fc.string(),
});
type RoleInput = typeof roleInput extends fc.Arbitrary<infer T> ? T : never;

function roleFingerprint(input: RoleInput): string {
  const optional = (name: keyof AssumeRoleStep, value: string | null) =>
    value === null ? {} : { [name]: setting(value) };
  return fingerprintRole(
    input.source,
    roleStep({
      roleArn: setting(input.roleArn),
      ...optional('roleSessionName', input.sessionName),
      ...optional('externalId', input.externalId),
      ...optional('sourceIdentity', input.sourceIdentity),
      ...optional('mfaSerial', input.mfaSerial),
      tags: input.tags.map(([key, value]): Tag => ({ key, value })),
      transitiveTagKeys: input.transitive,
      ...narrowedBy(input),
      duration: duration(input.seconds),
      endpoint: endpointIn(input.region, input.url),
    }),
  );
}

/** By the policy when there are both. */
function narrowedBy({ policy, policyArns }: RoleInput): Pick<AssumeRoleStep, 'narrowing'> {
  const { origin } = setting('');
  if (policy !== null) return { narrowing: { origin, policy } };
  return policyArns === null ? {} : { narrowing: { origin, policyArns } };
}

/** Tags, transitive keys and policy ARNs are sets to AWS. */
function canonical(input: RoleInput): string {
  const byKey = (one: readonly [string, string], other: readonly [string, string]) =>
    one[0] < other[0] ? -1 : 1;
  return JSON.stringify({
    ...input,
    tags: [...input.tags].sort(byKey),
    transitive: [...input.transitive].sort(),
    policyArns: input.policy === null ? [...(input.policyArns ?? [])].sort() : null,
  });
}

describe('a role session', () => {
  test('has the same fingerprint exactly when all inputs are the same', () => {
    fc.assert(
      fc.property(roleInput, roleInput, (one, other) => {
        expect(roleFingerprint(one) === roleFingerprint(other)).toBe(
          canonical(one) === canonical(other),
        );
        expect(roleFingerprint({ ...one })).toBe(roleFingerprint(one));
      }),
    );
  });

  test('changes with any one of its inputs', () => {
    const keys = fc.constantFrom(...(Object.keys(roleExample()) as (keyof RoleInput)[]));
    fc.assert(
      fc.property(roleInput, roleInput, keys, (one, other, key) => {
        const changed = { ...one, [key]: other[key] };
        fc.pre(canonical(one) !== canonical(changed));
        expect(roleFingerprint(changed)).not.toBe(roleFingerprint(one));
      }),
    );
  });

  test('does not depend on the order of tags', () => {
    fc.assert(
      fc.property(roleInput, (input) => {
        const reversed = {
          ...input,
          tags: [...input.tags].reverse(),
          transitive: [...input.transitive].reverse(),
          policyArns: input.policyArns && [...input.policyArns].reverse(),
        };
        expect(roleFingerprint(reversed)).toBe(roleFingerprint(input));
      }),
    );
  });

  test('cannot be confused by moving text between its inputs', () => {
    const one = { ...roleExample(), sessionName: 'ab', externalId: 'c' };
    const other = { ...roleExample(), sessionName: 'a', externalId: 'bc' };
    const gone = { ...roleExample(), sessionName: '', externalId: null };
    const all = [one, other, gone, { ...gone, sessionName: null, externalId: '' }];
    expect(new Set(all.map(roleFingerprint)).size).toBe(4);
  });
});

function roleExample(): RoleInput {
  return {
    source: 'source',
    roleArn: role('r'),
    sessionName: null,
    externalId: null,
    sourceIdentity: null,
    mfaSerial: null,
    tags: [],
    transitive: [],
    policy: null,
    policyArns: null,
    seconds: 3600,
    region: 'us-east-1',
    url: 'https://sts.us-east-1.amazonaws.com',
  };
}

describe('a GetSessionToken session', () => {
  const changes = {
    duration: { duration: duration(7200) },
    region: { endpoint: endpointIn('eu-west-1', 'https://sts.us-east-1.amazonaws.com') },
    address: { endpoint: endpointIn('us-east-1', 'https://sts.amazonaws.com') },
    device: { mfaSerial: setting(device('OTHER')) },
    partition: { endpoint: endpointIn('cn-north-1') },
    endpoint: {
      endpoint: {
        ...endpointIn('us-east-1', 'https://sts.corp.example'),
        configured: setting('https://sts.corp.example'),
      },
    },
  };

  test.each(Object.entries(changes))('changes with its %s', (_name, change) => {
    expect(fingerprintSession('key', sessionStep(change))).not.toBe(
      fingerprintSession('key', sessionStep()),
    );
  });

  test.each([
    ['duration', true],
    ['region', true],
    ['address', true],
    ['device', false],
    ['partition', false],
    ['endpoint', false],
  ] as const)('another %s stays in the family: %s', (name, stays) => {
    const family = fingerprintSessionFamily('key', sessionStep());
    expect(fingerprintSessionFamily('key', sessionStep(changes[name])) === family).toBe(stays);
  });

  test('another key is another session and family', () => {
    expect(fingerprintSession('key', sessionStep())).not.toBe(
      fingerprintSession('other', sessionStep()),
    );
    expect(fingerprintSessionFamily('key', sessionStep())).not.toBe(
      fingerprintSessionFamily('other', sessionStep()),
    );
  });

  test('stands for its family only when later steps use it', () => {
    expect(lookupFingerprint(sessionStep())).toBe('f-family');
    expect(lookupFingerprint(sessionStep({ feedsLaterSteps: false }))).toBe('f-session');
    expect(lookupFingerprint(roleStep())).toBe('f-admin');
  });
});

describe('sources', () => {
  const common = { profile: 'p', fingerprint: '' };
  const sources: readonly SourceStep[] = [
    baseStep,
    otherKeyStep,
    { ...common, kind: 'credential-process', command: setting('/opt/a'), variables: [] },
    { ...common, kind: 'credential-process', command: setting('/opt/b'), variables: [] },
    { ...common, kind: 'credential-process', command: setting('/opt/a'), variables: [['A', '1']] },
    { ...common, kind: 'credential-process', command: setting('/opt/a'), variables: [['A', '2']] },
    { ...common, kind: 'credential-source', source: setting('Environment'), accessKeyId: 'AKIA1' },
    { ...common, kind: 'credential-source', source: setting('Environment'), accessKeyId: 'AKIA2' },
    { ...common, kind: 'credential-source', source: setting('EcsContainer') },
    {
      ...common,
      kind: 'credential-source',
      source: setting('EcsContainer'),
      address: setting('http://169.254.170.2/v2'),
    },
    { ...common, kind: 'login-session', loginSession: setting('one') },
    { ...common, kind: 'login-session', loginSession: setting('two') },
    sso(),
    sso({ ssoSession: 'corp' }),
    sso({ startUrl: setting('https://other.awsapps.com/start') }),
    sso({ ssoRegion: setting('us-east-1') }),
    sso({ accountId: setting('1') }),
    sso({ accountId: setting('1'), roleName: setting('r') }),
    web(),
    web({ roleArn: setting(role('other')) }),
    web({ token: { from: 'process', setting: setting('/run/token') } }),
    web({ token: { from: 'file', setting: setting('/run/other') } }),
    web({ roleSessionName: setting('name') }),
    web({ durationSeconds: setting(7200) }),
    web({ narrowing: { ...setting(''), policy: '{}' } }),
    web({ narrowing: { ...setting(''), policyArns: ['arn'] } }),
    web({ endpoint: endpointIn('eu-west-1') }),
  ];

  test('each setting counts', () => {
    expect(new Set(sources.map(fingerprintSource)).size).toBe(sources.length);
  });

  test('a key is the same key wherever it is kept', () => {
    const file: SourceStep = {
      ...common,
      kind: 'static-keys',
      accessKeyId: 'AKIAJON',
      secretAccessKey: new Secret('secret'),
    };
    expect(fingerprintSource(file)).toBe(fingerprintSource(baseStep));
  });

  test('a lock is named after the source, for sso after the sign-in', () => {
    const name = (step: SourceStep) =>
      createLockName({ ...step, fingerprint: fingerprintSource(step) });
    expect(name(baseStep)).not.toBe(name(otherKeyStep));
    expect(name(sso({ accountId: setting('1') }))).toBe(name(sso({ accountId: setting('2') })));
    expect(name(sso({ ssoSession: 'corp' }))).not.toBe(name(sso()));
    expect(name(baseStep)).toMatch(/^[0-9a-f]{64}$/);
  });

  function sso(changes: Partial<Extract<SourceStep, { kind: 'sso' }>> = {}): SourceStep {
    return {
      ...common,
      kind: 'sso',
      startUrl: setting('https://corp.awsapps.com/start'),
      ssoRegion: setting('eu-west-1'),
      ...changes,
    };
  }

  function web(changes: Partial<Extract<SourceStep, { kind: 'web-identity' }>> = {}): SourceStep {
    return {
      ...common,
      kind: 'web-identity',
      roleArn: setting(role('web')),
      token: { from: 'file', setting: setting('/run/token') },
      durationSeconds: setting(3600),
      endpoint: endpointIn('us-east-1'),
      ...changes,
    };
  }
});

describe('in a plan', () => {
  const config = (more = '') => `
[profile jon]
mfa_serial = ${device('M')}
[profile top]
role_arn = ${role('top')}
source_profile = jon
mfa_serial = ${device('M')}
${more}
`;
  const last = (text: string, accessKeyId = 'AKIAJON', env = {}) =>
    plan({ config: text, vault: { jon: accessKeyId }, profile: 'top', env }).steps.at(-1)
      ?.fingerprint;

  test('an edited config never finds the old credentials', () => {
    const edits = [
      config(),
      config().replaceAll('role/top', 'role/other'),
      config().replaceAll('mfa/M', 'mfa/N'),
      config('external_id = abc'),
      config('session_tags = a=b'),
      config('session_tags = a=b\ntransitive_session_tags = a'),
      config('source_identity = me'),
      config('role_session_name = me'),
      config('duration_seconds = 1800'),
      config('awsx_policy = {"Statement":{}}'),
      config('awsx_policy_arns = arn:aws:iam::aws:policy/ReadOnlyAccess'),
      config('region = eu-west-1'),
      config('endpoint_url = https://sts.corp.example'),
    ];
    expect(new Set(edits.map((text) => last(text))).size).toBe(edits.length);
    expect(last(config(), 'AKIANEW')).not.toBe(last(config()));
  });

  test('what changes nothing keeps them: comments, names, where codes come from', () => {
    expect(last(`# comment\n${config('mfa_process = /opt/code\noutput = json')}`)).toBe(
      last(config()),
    );
  });

  test('the session before a role may have another duration or region', () => {
    const longer = { AWS_CHAINED_SESSION_TOKEN_TTL: '12h' };
    expect(last(config(), 'AKIAJON', longer)).toBe(last(config()));
  });
});
