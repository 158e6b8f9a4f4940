/** Waiting for another process, and questions that go from one process to the other. */
import { describe, expect, it } from 'vitest';
import { getCredentials } from '../../src/credentials/get-credentials.ts';
import type { RunPorts } from '../../src/credentials/run-ports.ts';
import { AwsxError } from '../../src/errors.ts';
import type { EnterOptions, Outcome, SingleFlight, Turn } from '../../src/ports.ts';
import { type QuestionElsewhere, TakenOver } from '../../src/taken-over.ts';
import { createFakeProgress } from '../fake-progress.ts';
import { createFakeQuestions } from '../fake-questions.ts';
import {
  fakeClock,
  fakePorts,
  memoryShelf,
  planOf,
  recordingSts,
  roleStep,
  scriptedCodes,
  session,
  sessionStep,
} from './fakes.ts';

const plan = planOf(sessionStep(), roleStep());
const CANCELLED = new AwsxError('cancelled', 'cancelled');

function setUp(changes: Partial<RunPorts> = {}) {
  const clock = fakeClock();
  const { sts, calls } = recordingSts(clock);
  const sessions = memoryShelf(clock);
  const ports = fakePorts(clock, { sessions, openSts: async () => sts, ...changes });
  return { clock, calls, sessions, ports };
}

type Step = (options: EnterOptions) => Promise<Turn>;

/** A lock that behaves like this at the first turn, the second and so on. */
function lockOf(...steps: readonly Step[]): () => Promise<SingleFlight> {
  const left = [...steps];
  const enter: SingleFlight['enter'] = (_, options = {}) => {
    const step = left.shift();
    return step === undefined ? Promise.reject(new Error('no turn left')) : step(options);
  };
  return async () => ({ enter });
}

function leading(outcomes: Outcome[], taken?: AbortSignal): Step {
  return async () => ({
    role: 'leader',
    leave: async (outcome) => void outcomes.push(outcome),
    announceQuestion: () => ({
      signal: taken ?? new AbortController().signal,
      end: () => undefined,
    }),
  });
}

function offered(options: EnterOptions, changes: Partial<QuestionElsewhere>): void {
  const { signal } = new AbortController();
  options.onQuestion?.({ processId: 4711, terminal: 'pts/3', signal, takeOver() {}, ...changes });
}

function rejected(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason));
  });
}

describe('a question of ours that is taken over', () => {
  /** As a question on a terminal is withdrawn. */
  const askUntilTaken: RunPorts['mfaCodes'] = {
    getCode: async ({ announce }) => {
      const announced = await announce?.();
      announced?.signal.throwIfAborted();
      throw new Error('nobody took it over');
    },
    canRetry: () => true,
  };

  it('makes us wait, and share the result', async () => {
    const outcomes: Outcome[] = [];
    const taken = AbortSignal.abort(new TakenOver({ processId: 9, terminal: 'pts/5' }));
    const { clock, calls, sessions, ports } = setUp({
      mfaCodes: askUntilTaken,
      openSingleFlight: lockOf(leading(outcomes, taken), async () => {
        const credentials = session('ASIAOTHER', clock, 3600);
        sessions.kept.set('f-admin', { credentials, mintedAt: clock.now() });
        return { role: 'follower', outcome: { kind: 'finished' } };
      }),
    });
    const credentials = await getCredentials(plan, 'use', ports);
    expect(credentials.accessKeyId).toBe('ASIAOTHER');
    expect(outcomes).toEqual([{ kind: 'released' }]);
    expect(calls).toEqual([]);
  });

  it('is ours again when the other one is gone; notices are shown once', async () => {
    const outcomes: Outcome[] = [];
    const taken = AbortSignal.abort(new TakenOver({ processId: 9, terminal: 'pts/5' }));
    let asked = 0;
    const said: string[] = [];
    const { mfaCodes } = scriptedCodes(['123456']);
    const { calls, ports } = setUp({
      mfaCodes: {
        ...mfaCodes,
        getCode: (request) => {
          asked += 1;
          return asked === 1 ? askUntilTaken.getCode(request) : mfaCodes.getCode(request);
        },
      },
      notify: (line) => void said.push(line),
      openSingleFlight: lockOf(
        leading(outcomes, taken),
        async () => ({ role: 'follower', outcome: { kind: 'released' } }),
        leading(outcomes),
      ),
    });
    await getCredentials({ ...plan, notices: ['capped at 1h'] }, 'use', ports);
    expect(outcomes).toEqual([{ kind: 'released' }, { kind: 'finished' }]);
    expect(calls).toHaveLength(2);
    expect(said).toEqual(['capped at 1h']);
  });

  it('makes us fail when the other one is cancelled: the person said no', async () => {
    const taken = AbortSignal.abort(new TakenOver({ processId: 9, terminal: 'pts/5' }));
    const failure = { fingerprint: 'f-session', code: 'cancelled', message: 'cancelled' };
    const { ports } = setUp({
      mfaCodes: askUntilTaken,
      openSingleFlight: lockOf(leading([], taken), async () => ({
        role: 'follower',
        outcome: { kind: 'failed', failure },
      })),
    });
    await expect(getCredentials(plan, 'use', ports)).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('a question of the one we wait for', () => {
  const withOffer = (offerTakeOver: (question: QuestionElsewhere) => Promise<void>) => ({
    openQuestions: async () => ({ ...createFakeQuestions(), offerTakeOver }),
  });

  it('is offered with no progress to be seen, and then taken over', async () => {
    const progress = createFakeProgress();
    const seen: (readonly string[])[] = [];
    let takenOver = 0;
    const { calls, ports } = setUp({
      ...withOffer(async () => void seen.push([...progress.shown])),
      openProgress: async () => progress,
      openSingleFlight: lockOf(async (options) => {
        options.onWaiting?.({ processId: 4711, waitedMilliseconds: 2000 });
        const wanted = new Promise<void>((resolve) => {
          offered(options, {
            takeOver: () => {
              takenOver += 1;
              resolve();
            },
          });
        });
        options.onWaiting?.({ processId: 4711, waitedMilliseconds: 4000 });
        await wanted;
        return leading([])(options);
      }),
    });
    await getCredentials(plan, 'use', ports);
    expect(takenOver).toBe(1);
    expect(seen.map((shown) => shown.at(-1))).toEqual(['paused']);
    expect(calls).toHaveLength(2);
    expect(progress.isOpen).toBe(false);
  });

  it('is cancelled for us alone', async () => {
    const { ports } = setUp({
      ...withOffer(() => Promise.reject(CANCELLED)),
      openSingleFlight: lockOf((options) => {
        offered(options, {});
        return rejected(options.signal);
      }),
    });
    await expect(getCredentials(plan, 'use', ports)).rejects.toBe(CANCELLED);
  });

  it('is waited for where it cannot be offered', async () => {
    const { calls, ports } = setUp({
      ...withOffer(() => Promise.reject(Object.assign(new Error('gone'), { code: 'ENXIO' }))),
      openSingleFlight: lockOf(async (options) => {
        offered(options, {});
        return leading([])(options);
      }),
    });
    await getCredentials(plan, 'use', ports);
    expect(calls).toHaveLength(2);
  });

  it('is off the terminal before the result is handed out', async () => {
    const order: string[] = [];
    const { clock, sessions, ports } = setUp({
      ...withOffer(async ({ signal }) => {
        await rejected(signal).catch(() => undefined);
        await new Promise((resolve) => setImmediate(resolve));
        order.push('the offer is gone');
        signal.throwIfAborted();
      }),
      openSingleFlight: lockOf(async (options) => {
        const over = new AbortController();
        offered(options, { signal: over.signal });
        await new Promise((resolve) => setImmediate(resolve));
        over.abort();
        const credentials = session('ASIAOTHER', clock, 3600);
        sessions.kept.set('f-admin', { credentials, mintedAt: clock.now() });
        return { role: 'follower', outcome: { kind: 'finished' } };
      }),
    });
    await getCredentials(plan, 'use', ports);
    order.push('the result is there');
    expect(order).toEqual(['the offer is gone', 'the result is there']);
  });
});
