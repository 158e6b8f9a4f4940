import type { SingleFlight, Turn } from '../ports.ts';
import { lookupFingerprint } from './fingerprint.ts';
import { getSourceCredentials } from './get-source-credentials.ts';
import { REFRESH_WINDOW_SECONDS } from './refresh-window.ts';
import { createWaitingReport } from './report-waiting.ts';
import type { CacheUse, RunPorts } from './run-ports.ts';
import { runSteps } from './run-steps.ts';
import { concernsPlan, outcomeOfFailure, restoreFailure } from './shared-failure.ts';
import type { Credentials, Plan, Step } from './types.ts';

/**
 * The credentials of a plan: from the cache, or by running it. Of all processes that want the
 * same base credential one works and the others wait, then look in the cache themselves: no
 * secret crosses the lock.
 *
 * @throws AwsxError whatever kept the plan from being run.
 */
export async function getCredentials(
  plan: Plan,
  cacheUse: CacheUse,
  ports: RunPorts,
): Promise<Credentials> {
  if (plan.steps.length === 1) return getSourceCredentials(plan.steps[0], ports);
  const request: Request = { plan, cacheUse, startedAt: ports.clock.now() };
  if (cacheUse === 'use') {
    const kept = await findResult(request, ports);
    if (kept !== undefined) return kept;
  }
  return takeTurns(request, ports);
}

interface Request {
  readonly plan: Plan;
  readonly cacheUse: CacheUse;
  readonly startedAt: Date;
}

/** The last step's session, if it has enough left and, with `--refresh`, was made since we began. */
async function findResult(request: Request, ports: RunPorts): Promise<Credentials | undefined> {
  const { plan, cacheUse, startedAt } = request;
  const last = plan.steps.at(-1);
  if (last === undefined || cacheUse === 'none') return undefined;
  const kept = await ports.sessions.find(lookupFingerprint(last), {
    minimumSecondsLeft: Math.max(plan.minTtlSeconds, REFRESH_WINDOW_SECONDS),
  });
  if (kept === undefined) return undefined;
  if (cacheUse === 'refresh' && kept.mintedAt < startedAt) return undefined;
  return kept.credentials;
}

async function takeTurns(request: Request, ports: RunPorts): Promise<Credentials> {
  const singleFlight = await ports.openSingleFlight();
  for (;;) {
    const turn = await enter(singleFlight, request, ports);
    if (turn.role === 'leader') return lead(request, turn, ports);
    if (request.cacheUse === 'none') continue;
    if (turn.outcome.kind === 'failed' && concernsPlan(turn.outcome.failure, request.plan)) {
      throw restoreFailure(turn.outcome.failure);
    }
    const kept = await findResult(request, ports);
    if (kept !== undefined) return kept;
  }
}

/** What shows the wait is gone when the turn has come: the leader may ask a question. */
async function enter(
  singleFlight: SingleFlight,
  { plan }: Request,
  ports: RunPorts,
): Promise<Turn> {
  const { onWaiting, end } = createWaitingReport(ports);
  const signal = ports.signal === undefined ? {} : { signal: ports.signal };
  try {
    return await singleFlight.enter(plan.lockName, { onWaiting, ...signal });
  } finally {
    await end();
  }
}

type LeaderTurn = Extract<Turn, { role: 'leader' }>;

async function lead(request: Request, turn: LeaderTurn, ports: RunPorts): Promise<Credentials> {
  let current: Step | undefined;
  try {
    const kept = await findResult(request, ports);
    if (kept !== undefined) {
      await turn.leave({ kind: 'finished' });
      return kept;
    }
    for (const notice of request.plan.notices) ports.notify(notice);
    const { credentials, stored } = await runSteps(
      request.plan,
      { cacheUse: request.cacheUse, onStep: (step) => (current = step) },
      ports,
    );
    await turn.leave({ kind: stored ? 'finished' : 'released' });
    return credentials;
  } catch (error) {
    await turn.leave(
      request.cacheUse === 'none' ? { kind: 'released' } : outcomeOfFailure(error, current),
    );
    throw error;
  }
}
