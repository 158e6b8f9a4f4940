import { describe, expect, test } from 'vitest';
import { getCredentials } from '../../src/credentials/get-credentials.ts';
import type { RunPorts, SessionShelf, Sources } from '../../src/credentials/run-ports.ts';
import type {
  CredentialProcessStep,
  CredentialSourceStep,
  Credentials,
  Plan,
  SourceStep,
  Step,
  WebIdentityStep,
} from '../../src/credentials/types.ts';
import { AwsxError } from '../../src/errors.ts';
import { Secret } from '../../src/secret.ts';
import {
  fakeClock,
  fakePorts,
  memoryShelf,
  planOf,
  recordingSts,
  roleStep,
  scriptedLock,
  session,
} from './fakes.ts';

const origin = { kind: 'default', reason: 'test' } as const;
const setting = <T>(value: T) => ({ value, origin });
const endpoint = { url: 'https://sts.us-east-1.amazonaws.com', signingRegion: 'us-east-1' };

const processStep: CredentialProcessStep = {
  kind: 'credential-process',
  profile: 'proc',
  fingerprint: 'f-process',
  command: setting('get-keys'),
  variables: [],
};
const containerStep: CredentialSourceStep = {
  kind: 'credential-source',
  profile: 'task',
  fingerprint: 'f-container',
  source: setting('EcsContainer'),
};
const webStep: WebIdentityStep = {
  kind: 'web-identity',
  profile: 'ci',
  fingerprint: 'f-web',
  roleArn: setting('arn:aws:iam::000000000000:role/ci'),
  token: { from: 'file', setting: setting('/run/token') },
  durationSeconds: setting(3600),
  endpoint,
};

function planFrom(source: SourceStep, ...steps: Step[]): Plan {
  return { ...planOf(...steps), steps: [source, ...steps], minTtlSeconds: 300 };
}

function setUp(give: (clock: ReturnType<typeof fakeClock>) => Credentials, changes = {}) {
  const clock = fakeClock();
  const { sts, calls } = recordingSts(clock);
  const asked: string[] = [];
  const sources: Sources = {
    getCredentials: async (step) => {
      asked.push(step.kind);
      return give(clock);
    },
    getWebIdentityToken: async () => {
      asked.push('token');
      return new Secret('jwt');
    },
  };
  const ports: RunPorts = fakePorts(clock, {
    sessions: memoryShelf(clock),
    openSts: async () => sts,
    openSources: async () => sources,
    ...changes,
  });
  return { clock, ports, asked, calls };
}

const lasting = (seconds: number) => (clock: ReturnType<typeof fakeClock>) =>
  session('ASIAPROC', clock, seconds);
const forEver = () => ({ accessKeyId: 'AKIAPROC', secretAccessKey: new Secret('s') });

describe('a process', () => {
  test('that names an expiration runs once', async () => {
    const { ports, asked, clock } = setUp(lasting(3600));
    const plan = planFrom(processStep);
    expect((await getCredentials(plan, 'use', ports)).accessKeyId).toBe('ASIAPROC');
    await getCredentials(plan, 'use', ports);
    expect(asked).toEqual(['credential-process']);
    clock.advance(1);
    await getCredentials(plan, 'refresh', ports);
    clock.advance(3600 - 299);
    await getCredentials(plan, 'use', ports);
    await getCredentials(plan, 'none', ports);
    expect(asked).toHaveLength(4);
  });

  test('that names none runs each time', async () => {
    const { ports, asked } = setUp(forEver);
    const plan = planFrom(processStep);
    expect(await getCredentials(plan, 'use', ports)).toMatchObject({ accessKeyId: 'AKIAPROC' });
    await getCredentials(plan, 'use', ports);
    expect(asked).toHaveLength(2);
  });

  test('is not run for a role that is in the cache', async () => {
    const { ports, asked, calls } = setUp(forEver);
    const plan = planFrom(processStep, roleStep());
    await getCredentials(plan, 'use', ports);
    await getCredentials(plan, 'use', ports);
    expect(asked).toHaveLength(1);
    expect(calls).toMatchObject([{ action: 'AssumeRole', signedBy: 'AKIAPROC' }]);
  });

  test('feeds a renewed role from the cache', async () => {
    const { ports, asked, calls, clock } = setUp(lasting(3600));
    const plan = planFrom(processStep, roleStep());
    await getCredentials(plan, 'use', ports);
    clock.advance(1);
    await getCredentials(plan, 'refresh', ports);
    expect(asked).toHaveLength(1);
    expect(calls).toHaveLength(2);
  });

  test.each(['process_failed', 'source_unavailable'] as const)(
    'that fails (%s) fails for those who wait, too',
    async (code) => {
      const { singleFlight, left } = scriptedLock();
      const { ports } = setUp(
        () => {
          throw new AwsxError(code, 'no');
        },
        { openSingleFlight: async () => singleFlight },
      );
      await expect(getCredentials(planFrom(processStep), 'use', ports)).rejects.toThrow('no');
      expect(left).toMatchObject([{ kind: 'failed', failure: { fingerprint: 'f-process', code } }]);
    },
  );

  test('must give what --min-ttl asks for', async () => {
    const { ports } = setUp(lasting(1200));
    const plan = { ...planFrom(processStep), minTtlSeconds: 1800 };
    await expect(getCredentials(plan, 'use', ports)).rejects.toMatchObject({
      code: 'duration_out_of_range',
      message: 'profile "jon": its source gave credentials with 20m left, less than 30m',
    });
    const last = planFrom(processStep, roleStep());
    await expect(
      getCredentials({ ...last, minTtlSeconds: 1800 }, 'use', ports),
    ).resolves.toMatchObject({ accessKeyId: 'ASIA1' });
  });
});

test('a metadata service is asked each time, and not kept', async () => {
  const { ports, asked } = setUp(lasting(3600));
  await getCredentials(planFrom(containerStep), 'use', ports);
  await getCredentials(planFrom(containerStep), 'use', ports);
  expect(asked).toHaveLength(2);
});

describe('web identity', () => {
  test('is one call without a signature, kept as a session', async () => {
    const { ports, asked, calls } = setUp(forEver);
    const plan = planFrom(webStep);
    await getCredentials(plan, 'use', ports);
    await getCredentials(plan, 'use', ports);
    expect(asked).toEqual(['token']);
    expect(calls).toEqual([
      {
        action: 'AssumeRoleWithWebIdentity',
        signedBy: 'jwt',
        durationSeconds: 3600,
        roleSessionName: 'awsx-mint',
      },
    ]);
  });

  test('is what a role is assumed with', async () => {
    const { ports, calls } = setUp(forEver);
    const named = { ...webStep, roleSessionName: setting('build') };
    await getCredentials(planFrom(named, roleStep()), 'use', ports);
    expect(calls).toMatchObject([
      { action: 'AssumeRoleWithWebIdentity', roleSessionName: 'build' },
      { action: 'AssumeRole', signedBy: 'ASIA1' },
    ]);
  });
});

describe('without a vault', () => {
  const locked = new AwsxError('vault_locked', 'locked');
  const closed: SessionShelf = {
    find: () => Promise.reject(locked),
    keep: async () => false,
  };

  test('a source from outside still gives its credentials', async () => {
    const { ports } = setUp(lasting(3600), { sessions: closed });
    const plan = planFrom(processStep, roleStep());
    await expect(getCredentials(plan, 'use', ports)).resolves.toMatchObject({
      accessKeyId: 'ASIA1',
    });
  });

  test('a key from the vault does not', async () => {
    const { ports } = setUp(forEver, { sessions: closed });
    await expect(getCredentials(planOf(roleStep()), 'use', ports)).rejects.toBe(locked);
  });

  test('a question that is cancelled is not passed over', async () => {
    const cancelled = new AwsxError('cancelled', 'cancelled');
    const sessions: SessionShelf = { ...closed, find: () => Promise.reject(cancelled) };
    const { ports } = setUp(lasting(3600), { sessions });
    await expect(getCredentials(planFrom(processStep), 'use', ports)).rejects.toBe(cancelled);
  });
});

test('IAM Identity Center is not there yet', async () => {
  const { ports } = setUp(forEver);
  const sso: SourceStep = {
    kind: 'sso',
    profile: 'corp',
    fingerprint: 'f-sso',
    startUrl: setting('https://corp.awsapps.com/start'),
    ssoRegion: setting('eu-west-1'),
  };
  await expect(getCredentials(planFrom(sso), 'use', ports)).rejects.toMatchObject({
    code: 'not_supported',
  });
});
