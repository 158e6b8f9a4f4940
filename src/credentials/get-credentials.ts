import type { Outcome, Turn } from '../ports.ts';
import { isTakenOver } from '../taken-over.ts';
import { lookupFingerprint } from './fingerprint.ts';
import { REFRESH_WINDOW_SECONDS } from './refresh-window.ts';
import type { CacheUse, RunPorts } from './run-ports.ts';
import { runSource } from './run-step.ts';
import { runSteps } from './run-steps.ts';
import { concernsPlan, outcomeOfFailure, restoreFailure } from './shared-failure.ts';
import { checkTimeLeft, mayBeKept, startsOutside, withoutVault } from './source-results.ts';
import type { Credentials, Plan, Step } from './types.ts';
import { waitForTurn } from './wait-for-turn.ts';

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
  const credentials = await findOrRun(plan, cacheUse, {
    ...ports,
    ...(startsOutside(plan) ? { sessions: withoutVault(ports.sessions) } : {}),
  });
  if (plan.steps.length === 1) checkTimeLeft(plan, credentials, ports.clock.now());
  return credentials;
}

async function findOrRun(plan: Plan, cacheUse: CacheUse, ports: RunPorts): Promise<Credentials> {
  const [source] = plan.steps;
  if (plan.steps.length === 1 && !mayBeKept(source)) {
    return (await runSource(source, ports)).credentials;
  }
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
  let ours = request;
  for (;;) {
    const turn = await waitForTurn(singleFlight, request.plan.lockName, ports);
    const isLeader = turn.role === 'leader';
    const credentials = isLeader
      ? await lead(ours, turn, ports)
      : await share(request, turn.outcome, ports);
    if (credentials !== undefined) return credentials;
    if (isLeader) ours = { ...request, plan: { ...request.plan, notices: [] } };
  }
}

/** What a leader has left for us; undefined when it is our turn to try. */
async function share(
  request: Request,
  outcome: Outcome,
  ports: RunPorts,
): Promise<Credentials | undefined> {
  if (request.cacheUse === 'none') return undefined;
  if (outcome.kind === 'failed' && concernsPlan(outcome.failure, request.plan)) {
    throw restoreFailure(outcome.failure);
  }
  return findResult(request, ports);
}

type LeaderTurn = Extract<Turn, { role: 'leader' }>;

/** Undefined when another awsx has taken our question over: its result is then ours as well. */
async function lead(
  request: Request,
  turn: LeaderTurn,
  ports: RunPorts,
): Promise<Credentials | undefined> {
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
      {
        cacheUse: request.cacheUse,
        onStep: (step) => (current = step),
        announce: async () => turn.announceQuestion?.((await ports.openQuestions()).terminalName()),
      },
      ports,
    );
    await turn.leave({ kind: stored ? 'finished' : 'released' });
    return credentials;
  } catch (error) {
    await turn.leave(
      request.cacheUse === 'none' ? { kind: 'released' } : outcomeOfFailure(error, current),
    );
    if (isTakenOver(error)) return undefined;
    throw error;
  }
}
