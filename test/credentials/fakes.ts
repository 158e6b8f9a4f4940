/** Fakes of the ports that running a plan needs. */
import type {
  KeptSession,
  MfaCodes,
  RunPorts,
  SessionShelf,
} from '../../src/credentials/run-ports.ts';
import type {
  AssumeRoleStep,
  GetSessionTokenStep,
  Plan,
  SessionCredentials,
  SourceStep,
  Step,
} from '../../src/credentials/types.ts';
import type { Clock, Outcome, SingleFlight, Sts, StsTarget } from '../../src/ports.ts';
import { Secret } from '../../src/secret.ts';
import type { MfaProof } from '../../src/sts-inputs.ts';
import { createFakeProgress } from '../fake-progress.ts';
import { createFakeQuestions } from '../fake-questions.ts';

export const START = new Date('2026-01-01T00:00:00Z');
export const DEVICE = 'arn:aws:iam::000000000000:mfa/jon';

export function fakeClock(start = START): Clock & { advance(seconds: number): void } {
  let milliseconds = start.getTime();
  return {
    now: () => new Date(milliseconds),
    sleep: async (wait) => {
      milliseconds += wait;
    },
    advance: (seconds) => {
      milliseconds += seconds * 1000;
    },
  };
}

const endpoint = { url: 'https://sts.us-east-1.amazonaws.com', signingRegion: 'us-east-1' };
const setting = <T>(value: T) => ({
  value,
  origin: { kind: 'default', reason: 'test' } as const,
});

export const baseStep: SourceStep = {
  kind: 'base-credential',
  profile: 'jon',
  accessKeyId: 'AKIAJON',
  backend: 'memory',
  fingerprint: 'f-base',
};

export function sessionStep(changes: Partial<GetSessionTokenStep> = {}): GetSessionTokenStep {
  return {
    kind: 'get-session-token',
    profile: 'jon',
    fingerprint: 'f-session',
    familyFingerprint: 'f-family',
    duration: { seconds: 3600, asked: setting(3600) },
    mfaSerial: setting(DEVICE),
    endpoint,
    feedsLaterSteps: true,
    ...changes,
  };
}

export function roleStep(changes: Partial<AssumeRoleStep> = {}): AssumeRoleStep {
  return {
    kind: 'assume-role',
    profile: 'admin',
    fingerprint: 'f-admin',
    roleArn: setting('arn:aws:iam::000000000000:role/admin'),
    duration: { seconds: 3600, asked: setting(3600) },
    tags: [],
    transitiveTagKeys: [],
    endpoint,
    ...changes,
  };
}

export function planOf(...steps: Step[]): Plan {
  return {
    profile: steps.at(-1)?.profile ?? 'jon',
    steps: [baseStep, ...steps],
    lockName: 'lock-jon',
    minTtlSeconds: 0,
    notices: [],
    shadows: [],
  };
}

/** A cache in memory, with the same rule about what is left as the real one. */
export function memoryShelf(clock: Clock): SessionShelf & { kept: Map<string, KeptSession> } {
  const kept = new Map<string, KeptSession>();
  return {
    kept,
    find: async (fingerprint, { minimumSecondsLeft }) => {
      const session = kept.get(fingerprint);
      if (session === undefined) return undefined;
      const left = session.credentials.expiration.getTime() - clock.now().getTime();
      return left > minimumSecondsLeft * 1000 ? session : undefined;
    },
    keep: async (step, session) => {
      kept.set(step.fingerprint, session);
      if (step.kind === 'get-session-token') kept.set(step.familyFingerprint, session);
      return true;
    },
  };
}

export interface RecordedCall {
  readonly action: 'GetSessionToken' | 'AssumeRole' | 'AssumeRoleWithWebIdentity';
  /** The access key id, or the web identity token. */
  readonly signedBy: string;
  readonly durationSeconds: number;
  readonly mfa?: string;
  readonly roleSessionName?: string;
}

/** An STS that writes down what it was asked and hands out `ASIA1`, `ASIA2`, … */
export function recordingSts(clock: Clock, refuse?: (call: RecordedCall) => void) {
  const calls: RecordedCall[] = [];
  const answer = (call: RecordedCall): SessionCredentials => {
    calls.push(call);
    refuse?.(call);
    return session(`ASIA${calls.length}`, clock, call.durationSeconds);
  };
  const record = (
    action: RecordedCall['action'],
    target: StsTarget,
    input: { durationSeconds: number; mfa?: MfaProof; roleSessionName?: string },
  ): RecordedCall => ({
    action,
    signedBy: target.credentials.accessKeyId,
    durationSeconds: input.durationSeconds,
    ...(input.mfa === undefined ? {} : { mfa: input.mfa.tokenCode.reveal() }),
    ...(input.roleSessionName === undefined ? {} : { roleSessionName: input.roleSessionName }),
  });
  const sts: Sts = {
    getSessionToken: async (target, input) => answer(record('GetSessionToken', target, input)),
    assumeRole: async (target, input) => answer(record('AssumeRole', target, input)),
    assumeRoleWithWebIdentity: async (_endpoint, input) =>
      answer({
        action: 'AssumeRoleWithWebIdentity',
        signedBy: input.webIdentityToken.reveal(),
        durationSeconds: input.durationSeconds,
        roleSessionName: input.roleSessionName,
      }),
    getFederationToken: () => Promise.reject(new Error('GetFederationToken was called')),
    getCallerIdentity: async () => ({ account: '000000000000', arn: 'arn', userId: 'AIDA' }),
  };
  return { sts, calls };
}

export function session(accessKeyId: string, clock: Clock, seconds: number): SessionCredentials {
  return {
    accessKeyId,
    secretAccessKey: new Secret(`secret of ${accessKeyId}`),
    sessionToken: new Secret(`token of ${accessKeyId}`),
    expiration: new Date(clock.now().getTime() + seconds * 1000),
  };
}

/** A lock that this process always gets, unless outcomes of earlier leaders are queued. */
export function scriptedLock(outcomes: Outcome[] = []) {
  const left: Outcome[] = [];
  const queue = [...outcomes];
  const singleFlight: SingleFlight = {
    enter: async () => {
      const outcome = queue.shift();
      if (outcome !== undefined) return { role: 'follower', outcome };
      return { role: 'leader', leave: async (own) => void left.push(own) };
    },
  };
  return { singleFlight, left };
}

/** Gives these codes one after another. */
export function scriptedCodes(codes: string[], canRetry = true) {
  const rejections: (string | undefined)[] = [];
  const mfaCodes: MfaCodes = {
    getCode: async ({ question }) => {
      rejections.push(question.rejected);
      return new Secret(codes.shift() ?? 'none left');
    },
    canRetry: () => canRetry,
  };
  return { mfaCodes, rejections };
}

export function fakePorts(clock: Clock, changes: Partial<RunPorts> = {}): RunPorts {
  const { sts } = recordingSts(clock);
  return {
    clock,
    sessions: memoryShelf(clock),
    mfaCodes: scriptedCodes(['123456']).mfaCodes,
    getBaseCredential: async () => ({
      accessKeyId: 'AKIAJON',
      secretAccessKey: new Secret('base secret'),
    }),
    openSources: () => Promise.reject(new Error('a source was opened')),
    openSts: async () => sts,
    openSingleFlight: async () => scriptedLock().singleFlight,
    openProgress: async () => createFakeProgress(),
    openQuestions: async () => createFakeQuestions(),
    isStopped: () => false,
    createMintId: () => 'mint',
    notify: () => {},
    ...changes,
  };
}
