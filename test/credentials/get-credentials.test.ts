import { describe, expect, it } from 'vitest';
import { getCredentials } from '../../src/credentials/get-credentials.ts';
import type { RunPorts } from '../../src/credentials/run-ports.ts';
import { AwsxError } from '../../src/errors.ts';
import type { Outcome, SingleFlight } from '../../src/ports.ts';
import { createFakeProgress } from '../fake-progress.ts';
import {
  baseStep,
  fakeClock,
  fakePorts,
  memoryShelf,
  planOf,
  recordingSts,
  roleStep,
  scriptedCodes,
  scriptedLock,
  session,
  sessionStep,
} from './fakes.ts';

const adminPlan = planOf(sessionStep(), roleStep());
const WRONG_CODE = new AwsxError('mfa_rejected', 'invalid MFA one time pass code');

function setUp(changes: Partial<RunPorts> = {}, refuse?: () => void) {
  const clock = fakeClock();
  const { sts, calls } = recordingSts(clock, refuse);
  const sessions = memoryShelf(clock);
  const ports = fakePorts(clock, { sessions, openSts: async () => sts, ...changes });
  return { clock, calls, sessions, ports };
}

describe('running a plan', () => {
  it('hands out the base credential itself when the plan has no session step', async () => {
    const { calls, ports } = setUp();
    const credentials = await getCredentials(planOf(), 'use', ports);
    expect(credentials.accessKeyId).toBe('AKIAJON');
    expect(credentials.sessionToken).toBeUndefined();
    expect(calls).toEqual([]);
  });

  it('signs each step with the result of the one before it', async () => {
    const { calls, ports } = setUp();
    const credentials = await getCredentials(adminPlan, 'use', ports);
    expect(credentials.accessKeyId).toBe('ASIA2');
    expect(calls).toMatchObject([
      { action: 'GetSessionToken', signedBy: 'AKIAJON', mfa: '123456' },
      { action: 'AssumeRole', signedBy: 'ASIA1', roleSessionName: 'awsx-mint' },
    ]);
    expect(calls[1]?.mfa).toBeUndefined();
  });

  it('makes no call while the cached result is fresh', async () => {
    const { calls, ports } = setUp();
    await getCredentials(adminPlan, 'use', ports);
    await getCredentials(adminPlan, 'use', ports);
    expect(calls).toHaveLength(2);
  });

  it.each([
    ['5m01s left is enough', 3600 - 301, 2],
    ['4m59s left is not', 3600 - 299, 3],
  ])('renews the last step inside the refresh window: %s', async (_, elapsed, callCount) => {
    const { clock, calls, ports } = setUp();
    const longSession = planOf(
      sessionStep({ duration: { ...sessionStep().duration, seconds: 28_800 } }),
      roleStep(),
    );
    await getCredentials(longSession, 'use', ports);
    clock.advance(elapsed);
    await getCredentials(longSession, 'use', ports);
    expect(calls).toHaveLength(callCount);
  });

  it('shares the MFA session between two roles', async () => {
    const { calls, ports } = setUp();
    await getCredentials(adminPlan, 'use', ports);
    await getCredentials(
      planOf(sessionStep({ fingerprint: 'f-other' }), roleStep({ fingerprint: 'f-ops' })),
      'use',
      ports,
    );
    expect(calls.map((call) => call.action)).toEqual([
      'GetSessionToken',
      'AssumeRole',
      'AssumeRole',
    ]);
    expect(calls[2]?.signedBy).toBe('ASIA1');
  });

  it('--refresh renews the last step and reuses the session before it', async () => {
    const { clock, calls, ports } = setUp();
    await getCredentials(adminPlan, 'use', ports);
    clock.advance(1);
    const credentials = await getCredentials(adminPlan, 'refresh', ports);
    expect(calls.map((call) => call.action)).toEqual([
      'GetSessionToken',
      'AssumeRole',
      'AssumeRole',
    ]);
    expect(credentials.accessKeyId).toBe('ASIA3');
  });

  it('--no-cache neither reads nor writes', async () => {
    const { calls, sessions, ports } = setUp();
    await getCredentials(adminPlan, 'none', ports);
    await getCredentials(adminPlan, 'none', ports);
    expect(calls).toHaveLength(4);
    expect(sessions.kept.size).toBe(0);
  });

  it('asks for min-ttl of the last step only', async () => {
    const { clock, calls, ports } = setUp();
    const plan = { ...adminPlan, minTtlSeconds: 1800 };
    await getCredentials(plan, 'use', ports);
    clock.advance(1801);
    await getCredentials(plan, 'use', ports);
    expect(calls.map((call) => call.action)).toEqual([
      'GetSessionToken',
      'AssumeRole',
      'AssumeRole',
    ]);
  });
});

describe('MFA codes', () => {
  it('asks again with the reason after a wrong code', async () => {
    const { mfaCodes, rejections } = scriptedCodes(['000000', '123456']);
    let attempts = 0;
    const { calls, ports } = setUp({ mfaCodes }, () => {
      attempts += 1;
      if (attempts === 1) throw WRONG_CODE;
    });
    await getCredentials(adminPlan, 'use', ports);
    expect(rejections).toEqual([undefined, WRONG_CODE.message]);
    expect(calls.map((call) => call.mfa)).toEqual(['000000', '123456', undefined]);
  });

  it('gives up after the third wrong code', async () => {
    const { mfaCodes } = scriptedCodes(['1', '2', '3', '4']);
    const { calls, ports } = setUp({ mfaCodes }, () => {
      throw WRONG_CODE;
    });
    await expect(getCredentials(adminPlan, 'use', ports)).rejects.toBe(WRONG_CODE);
    expect(calls).toHaveLength(3);
  });

  it('does not repeat a code that came from a flag', async () => {
    const { mfaCodes } = scriptedCodes(['1', '2'], false);
    const { calls, ports } = setUp({ mfaCodes }, () => {
      throw WRONG_CODE;
    });
    await expect(getCredentials(adminPlan, 'use', ports)).rejects.toBe(WRONG_CODE);
    expect(calls).toHaveLength(1);
  });

  it('reads the vault before it asks for a code', async () => {
    const order: string[] = [];
    const { ports } = setUp({
      getBaseCredential: async () => {
        order.push('vault');
        throw new AwsxError('vault_locked', 'locked');
      },
      mfaCodes: {
        getCode: async () => {
          order.push('code');
          throw new Error('not reached');
        },
        canRetry: () => false,
      },
    });
    await expect(getCredentials(adminPlan, 'use', ports)).rejects.toThrow('locked');
    expect(order).toEqual(['vault']);
  });
});

describe('taking turns', () => {
  const failed = (code: string, fingerprint: string): Outcome => ({
    kind: 'failed',
    failure: { fingerprint, code, message: 'as told' },
  });
  const waitingFor = (outcomes: Outcome[]) => {
    const { singleFlight, left } = scriptedLock(outcomes);
    return { left, ...setUp({ openSingleFlight: async () => singleFlight }) };
  };

  it.each([
    ['a refusal of the same step', failed('aws_refused', 'f-admin')],
    ['a cancelled question', failed('cancelled', 'f-elsewhere')],
    ['a wrong code', failed('mfa_rejected', 'f-elsewhere')],
  ])('shares %s', async (_, outcome) => {
    const { calls, ports } = waitingFor([outcome]);
    await expect(getCredentials(adminPlan, 'use', ports)).rejects.toThrow('as told');
    expect(calls).toEqual([]);
  });

  it.each([
    ['a refusal of another role', failed('aws_refused', 'f-elsewhere')],
    ['a leader that could ask nobody', { kind: 'released' } as const],
    ['a leader that was killed', { kind: 'released' } as const],
    ['a leader that finished another role', { kind: 'finished' } as const],
  ])('works itself after %s', async (_, outcome) => {
    const { calls, left, ports } = waitingFor([outcome]);
    await getCredentials(adminPlan, 'use', ports);
    expect(calls).toHaveLength(2);
    expect(left).toEqual([{ kind: 'finished' }]);
  });

  it('looks in the cache after the leader finished', async () => {
    const { clock, calls, sessions, ports } = waitingFor([]);
    const { singleFlight } = scriptedLock([{ kind: 'finished' }]);
    const enterAndFill = {
      enter: async (name: string) => {
        const credentials = session('ASIAOTHER', clock, 3600);
        sessions.kept.set('f-admin', { credentials, mintedAt: clock.now() });
        return singleFlight.enter(name);
      },
    };
    const credentials = await getCredentials(adminPlan, 'use', {
      ...ports,
      openSingleFlight: async () => enterAndFill,
    });
    expect(credentials.accessKeyId).toBe('ASIAOTHER');
    expect(calls).toEqual([]);
  });

  it.each([
    ['a refusal', new AwsxError('aws_refused', 'denied'), 'failed'],
    ['nobody to ask', new AwsxError('input_required', 'nobody'), 'released'],
    ['a bug', new TypeError('bug'), 'released'],
  ])('tells the waiting about %s', async (_, error, kind) => {
    const { singleFlight, left } = scriptedLock();
    const { ports } = setUp({ openSingleFlight: async () => singleFlight }, () => {
      throw error;
    });
    await expect(getCredentials(adminPlan, 'use', ports)).rejects.toBe(error);
    expect(left).toMatchObject([{ kind }]);
  });

  it('lets the next waiter work when the result could not be stored', async () => {
    const { singleFlight, left } = scriptedLock();
    const { ports, sessions } = setUp({ openSingleFlight: async () => singleFlight });
    const unwritable = { ...sessions, keep: async () => false };
    await getCredentials(adminPlan, 'use', { ...ports, sessions: unwritable });
    expect(left).toEqual([{ kind: 'released' }]);
  });

  it('shows whom it waits for, and says when that one is stopped', async () => {
    const said: string[] = [];
    const since: Date[] = [];
    const progress = createFakeProgress();
    const stopped = [false, true, true, false, true];
    const waitingLock: SingleFlight = {
      enter: async (_, { onWaiting } = {}) => {
        for (const waited of [2000, 4000, 6000, 8000, 10_000]) {
          onWaiting?.({ processId: 4711, waitedMilliseconds: waited });
        }
        return { role: 'leader', leave: async () => {} };
      },
    };
    const { ports, clock } = setUp({
      openSingleFlight: async () => waitingLock,
      openProgress: async (startedAt) => {
        since.push(startedAt);
        return progress;
      },
      isStopped: () => stopped.shift() ?? true,
      notify: (line) => void said.push(line),
    });
    const now = clock.now().getTime();
    await getCredentials(adminPlan, 'use', ports);
    const waiting = 'waiting for another awsx (process 4711) to get credentials';
    expect(progress.shown).toEqual([waiting, 'paused', waiting, 'paused']);
    expect(said).toEqual(Array(2).fill(expect.stringContaining('kill -9 4711')));
    expect(since).toEqual([new Date(now - 2000)]);
    expect(progress.isOpen).toBe(false);
  });

  it('shows nothing any more when it works itself', async () => {
    const progress = createFakeProgress();
    const waitingLock: SingleFlight = {
      enter: async (_, { onWaiting } = {}) => {
        onWaiting?.({ processId: 4711, waitedMilliseconds: 2000 });
        return { role: 'leader', leave: async () => {} };
      },
    };
    const open: boolean[] = [];
    const { ports } = setUp(
      { openSingleFlight: async () => waitingLock, openProgress: async () => progress },
      () => void open.push(progress.isOpen),
    );
    await getCredentials(adminPlan, 'use', ports);
    expect(progress.shown).toHaveLength(1);
    expect(open).toEqual([false, false]);
  });

  it('names sources that cannot be run yet', async () => {
    const { ports } = setUp();
    const sso = {
      kind: 'sso',
      profile: 'team',
      fingerprint: 'f-sso',
      startUrl: {
        value: 'https://x.awsapps.com/start',
        origin: { kind: 'default', reason: 'test' },
      },
      ssoRegion: { value: 'us-east-1', origin: { kind: 'default', reason: 'test' } },
    } as const;
    const plan = { ...adminPlan, steps: [sso, roleStep()] as const };
    await expect(getCredentials(plan, 'use', ports)).rejects.toMatchObject({
      code: 'not_supported',
    });
    expect(baseStep.kind).toBe('base-credential');
  });
});
