import type { Clock, MfaQuestion, Progress, Questions, SingleFlight, Sts } from '../ports.ts';
import type { Secret } from '../secret.ts';
import type { AnnouncedQuestion } from '../taken-over.ts';
import type {
  BaseCredential,
  BaseCredentialRecord,
  Credentials,
  OutsideStep,
  SessionCredentials,
  Step,
  WebIdentityStep,
} from './types.ts';

/** `use` reads and writes the cache, `refresh` renews the last step, `none` does neither. */
export type CacheUse = 'use' | 'refresh' | 'none';

/** A session as the cache gives it back. */
export interface KeptSession {
  readonly credentials: SessionCredentials;
  readonly mintedAt: Date;
}

export interface FindOptions {
  /** What is found has at least this much left. */
  readonly minimumSecondsLeft: number;
}

/** The session cache, under the vault's cache key. */
export interface SessionShelf {
  find(fingerprint: string, options: FindOptions): Promise<KeptSession | undefined>;
  /** False, after a warning, when the session could not be stored. Never throws. */
  keep(step: Step, session: KeptSession, roleSessionName?: string): Promise<boolean>;
}

/** Where MFA codes come from: the flag, `mfa_process`, or a question. */
export interface MfaCodes {
  getCode(request: CodeRequest): Promise<Secret>;
  /** False when the same source can only give the refused code again. */
  canRetry(step: MfaStep): boolean;
}

export interface CodeRequest {
  readonly question: MfaQuestion;
  readonly step: MfaStep;
  /** Called before a person is asked, and ended after: another awsx may take the question over. */
  readonly announce?: (() => Promise<AnnouncedQuestion | undefined>) | undefined;
}

/** A step that sends an MFA code. */
export type MfaStep = Extract<Step, { kind: 'get-session-token' | 'assume-role' }>;

/** Where credentials come from that are neither in the vault nor in the plan. */
export interface Sources {
  /** Throws `process_failed`, `source_unavailable`, `network`, `aws_refused`, `aws_answer_invalid`. */
  getCredentials(step: OutsideStep): Promise<Credentials>;
  /** Throws `process_failed`, `source_unavailable`. */
  getWebIdentityToken(step: WebIdentityStep): Promise<Secret>;
}

/** What running a plan needs; each function opens its adapter at the first call only. */
export interface RunPorts {
  readonly clock: Clock;
  readonly sessions: SessionShelf;
  readonly mfaCodes: MfaCodes;
  /** Throws `credential_not_found` when the vault has lost what its index names. */
  getBaseCredential(record: BaseCredentialRecord): Promise<BaseCredential>;
  openSources(): Promise<Sources>;
  openSts(): Promise<Sts>;
  openSingleFlight(): Promise<SingleFlight>;
  openQuestions(): Promise<Pick<Questions, 'terminalName' | 'offerTakeOver'>>;
  /** Of work that began at this time. */
  openProgress(startedAt: Date): Promise<Progress>;
  /** Whether a process was stopped (Ctrl-Z), so that waiting for it may take for ever. */
  isStopped(processId: number): boolean;
  /** A random id, new at each call, for `RoleSessionName`. */
  createMintId(): string;
  /** One line for the person, on stderr. */
  notify(line: string): void;
  readonly signal?: AbortSignal;
}
