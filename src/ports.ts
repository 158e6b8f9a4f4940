/**
 * The ports: what awsx needs from the outside world, as types only. Adapters implement them,
 * `context.ts` puts them together, tests pass fakes.
 */
import type * as fs from 'node:fs';
import type { Browser, FindBrowserOptions } from './browser/browser.ts';
import type { Credentials, Endpoint, SessionCredentials } from './credentials/types.ts';
import type { ConsoleSignIn } from './login/console-sign-in.ts';
import type { PickProfile } from './picker/types.ts';
import type { Secret } from './secret.ts';
import type { SsoOidc, SsoPortal } from './sso/services.ts';
import type {
  AssumeRoleInput,
  FederationTokenInput,
  GetSessionTokenInput,
  WebIdentityInput,
} from './sts-inputs.ts';
import type { AnnouncedQuestion, QuestionElsewhere } from './taken-over.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Clock {
  now(): Date;
  /** Resolves after the time, or rejects with the signal's reason. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** The calls of `node:fs` that awsx makes; tests put a layer that fails or kills in between. */
export type FileSystem = Pick<
  typeof fs,
  | 'openSync'
  | 'closeSync'
  | 'readSync'
  | 'readFileSync'
  | 'writeSync'
  | 'fsyncSync'
  | 'fstatSync'
  | 'statSync'
  | 'lstatSync'
  | 'readdirSync'
  | 'readlinkSync'
  | 'realpathSync'
  | 'mkdirSync'
  | 'chmodSync'
  | 'fchmodSync'
  | 'fchownSync'
  | 'renameSync'
  | 'linkSync'
  | 'symlinkSync'
  | 'unlinkSync'
  | 'rmSync'
  | 'accessSync'
>;

/** stdout or stderr of awsx itself. */
export interface Output {
  readonly isTTY: boolean;
  /** The terminal's width; absent when it is none, or does not tell. */
  readonly columns?: number | undefined;
  write(text: string): void;
}

export interface ProgressCount {
  readonly done: number;
  readonly total: number;
}

/**
 * What a person sees on stderr of work that takes long: a line that is redrawn in place on a
 * terminal, elsewhere a line for each new text. Never to be seen while a question is: end or
 * pause it before.
 */
export interface Progress {
  /** What is waited for, in a few words; with a count also how far it has come. */
  update(text: string, count?: ProgressCount): void;
  /** Takes the line away until `resume`. */
  pause(): void;
  resume(): void;
  /** Takes the line away for good. */
  end(): void;
}

/** How a person is asked. */
export interface AskingOptions {
  /** `--plain`: a numbered list and a prompt, nothing drawn a second time. */
  readonly plain?: boolean;
}

export interface OpenProgressOptions extends AskingOptions {
  /** `--quiet`: nothing is shown. */
  readonly quiet?: boolean;
  /** When the work began, if that was before. */
  readonly startedAt?: Date;
}

/** Absolute folders of awsx's own; created 0700 on first use. */
export interface Folders {
  readonly state: string;
  readonly cache: string;
  readonly runtime: string;
}

/** How awsx itself was started: absolute paths of the interpreter and of the script. */
export interface Program {
  readonly interpreter: string;
  readonly script: string;
}

export type BackendName = 'keychain' | 'keytar' | 'file' | 'pass' | 'memory';

/**
 * A place for secrets. Keys are short ASCII names; values are text. Every backend passes
 * test/vault/contract.ts.
 */
export interface SecretStore {
  readonly name: BackendName;
  /** Undefined when there is no such item. Throws vault_locked, vault_unavailable, vault_damaged. */
  get(key: string): Promise<Secret | undefined>;
  set(key: string, value: Secret): Promise<void>;
  /** True when there was such an item. */
  delete(key: string): Promise<boolean>;
}

export interface OpenStoreOptions extends AskingOptions {
  /** `--no-input`: a store that would have to ask to be unlocked is locked. */
  readonly neverAsk?: boolean;
  /** `--quiet`: a store does not say what it waits for. */
  readonly quiet?: boolean;
}

/** What a call of AWS is signed with and where it goes. */
export interface StsTarget {
  readonly credentials: Credentials;
  readonly endpoint: Endpoint;
}

export interface CallerIdentity {
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
}

/**
 * AWS as awsx sees it. Throws AwsxError: `mfa_rejected` for a refused code, `aws_refused` for
 * every other refusal, `aws_answer_invalid` for an answer that is none, `network`.
 */
export interface Sts {
  getSessionToken(target: StsTarget, input: GetSessionTokenInput): Promise<SessionCredentials>;
  assumeRole(target: StsTarget, input: AssumeRoleInput): Promise<SessionCredentials>;
  /** Not signed: whoever has the token may make this call. */
  assumeRoleWithWebIdentity(
    endpoint: Endpoint,
    input: WebIdentityInput,
  ): Promise<SessionCredentials>;
  /** With long-lived keys only; the session may do what both the user and the policy allow. */
  getFederationToken(target: StsTarget, input: FederationTokenInput): Promise<SessionCredentials>;
  getCallerIdentity(target: StsTarget): Promise<CallerIdentity>;
}

/** IAM as awsx sees it. Throws AwsxError as {@link Sts} does. */
export interface Iam {
  /** Serial numbers, most of them ARNs, of the MFA devices of the user who signs. */
  listMfaDevices(target: StsTarget): Promise<readonly string[]>;
}

/** What a person is told when asked for an MFA code. */
export interface MfaQuestion {
  readonly profile: string;
  readonly serialNumber: string;
  /** The account of the device or role, when its ARN tells. */
  readonly accountId?: string;
  /** The program that wants credentials, when it is not the one that was typed. */
  readonly askedBy?: string;
  /** A configured endpoint that is not AWS's: named in the question. */
  readonly endpoint?: string;
  /** What the device of the sandbox shows: nobody has a phone for it. */
  readonly practiceCode?: string;
  /** Why the code before was refused, in AWS's words; absent at the first attempt. */
  readonly rejected?: string;
  /** 1 for the first. */
  readonly attempt: number;
}

/**
 * Questions to a person on the controlling terminal, else in a desktop dialog. Each throws
 * AwsxError `input_required` when nobody can be asked and `cancelled` on Ctrl-C or Esc.
 */
export interface Questions {
  /** Six digits. */
  askMfaCode(question: MfaQuestion, signal?: AbortSignal): Promise<Secret>;
  /** One line of text, not echoed. */
  askSecret(prompt: string, signal?: AbortSignal): Promise<Secret>;
  askText(prompt: string, signal?: AbortSignal): Promise<string>;
  confirm(prompt: string, signal?: AbortSignal): Promise<boolean>;
  /** One of the choices, by its index. */
  choose(prompt: string, choices: readonly string[], signal?: AbortSignal): Promise<number>;
  /** A secret that is chosen now: typed twice, never empty, not echoed. */
  askNewSecret(prompt: string, signal?: AbortSignal): Promise<Secret>;
  /** For what cannot be undone. Resolves when the person has typed the name. */
  confirmName(prompt: string, name: string, signal?: AbortSignal): Promise<void>;
  /** The name of the terminal on which it would be asked now; undefined when that has none. */
  terminalName(): string | undefined;
  /** Offers to ask here what another awsx asks elsewhere. Resolves when that is wanted. */
  offerTakeOver(question: QuestionElsewhere): Promise<void>;
}

/** Why the process that worked on the others' behalf has no result for them. */
export interface SharedFailure {
  /** The fingerprint of the step that failed. */
  readonly fingerprint: string;
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
}

/** What a leader tells the waiting processes when it leaves. No secret crosses the lock. */
export type Outcome =
  | { readonly kind: 'finished' }
  | { readonly kind: 'failed'; readonly failure: SharedFailure }
  /** Nothing to share: the next waiter leads. */
  | { readonly kind: 'released' };

export type Turn =
  /**
   * This process holds the lock until it calls `leave`, or dies. `leave` resolves when everybody
   * who waited has been told: to be awaited before the process ends or becomes another program.
   */
  | {
      readonly role: 'leader';
      leave(outcome: Outcome): Promise<void>;
      /**
       * To be called before a question is asked: from now on one who waits may take it over. With
       * the name of the terminal, when it is asked on one that has a name. Absent where nobody
       * can wait.
       */
      announceQuestion?(terminal: string | undefined): AnnouncedQuestion;
    }
  /** Another process held it and left with this outcome; look in the cache, then enter again. */
  | { readonly role: 'follower'; readonly outcome: Outcome };

export interface LockHolder {
  readonly processId: number;
  readonly waitedMilliseconds: number;
}

export interface EnterOptions {
  readonly signal?: AbortSignal;
  /** Called when waiting has lasted, with the holder's process id. */
  readonly onWaiting?: (holder: LockHolder) => void;
  /**
   * The name of the terminal on which this process could ask a question now; undefined when it
   * could not. Called when waiting has lasted.
   */
  readonly terminalName?: () => Promise<string | undefined>;
  /** Called when the holder asks a question on another terminal than that one. */
  readonly onQuestion?: (question: QuestionElsewhere) => void;
}

/** The lock around "check the cache, run the plan" (design §4, "Cache and single flight"). */
export interface SingleFlight {
  enter(lockName: string, options?: EnterOptions): Promise<Turn>;
}

export interface ChildCommand {
  /** Absolute path of the program. */
  readonly file: string;
  /** The name the user typed, as the child's argv[0]. */
  readonly name: string;
  readonly args: readonly string[];
  readonly env: Environment;
}

export interface RunChildOptions {
  /**
   * Nothing is left for awsx to do after the command: where the system can, awsx becomes the
   * command, and the promise never settles.
   */
  readonly mayReplace?: boolean;
}

/** Starts the command with our own streams and answers its exit status (128+n for signal n). */
export type RunChild = (command: ChildCommand, options?: RunChildOptions) => Promise<number>;

/** Everything a command may use. Built once, in `context.ts`; each `open…` loads its adapter. */
export interface Context {
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  readonly workingDirectory: string;
  readonly userId: number | undefined;
  readonly parentProcessId: number;
  /** The system's answer, for when HOME is not set. */
  readonly homeDirectory: string | undefined;
  readonly program: Program;
  readonly folders: Folders;
  readonly clock: Clock;
  readonly fileSystem: FileSystem;
  readonly stdout: Output;
  readonly stderr: Output;
  /** All of stdin as text; for `add --stdin` and `--mfa-token -`. */
  readStdin(): Promise<string>;
  /** True when stdin and stderr are a terminal: then a shell talks to a person (POSIX, sh -i). */
  isInteractive(): boolean;
  /** True when a person can be asked on a terminal (stdin, stdout and stderr do not matter). */
  hasTerminal(): boolean;
  openStore(backend: BackendName, options?: OpenStoreOptions): Promise<SecretStore>;
  openSts(): Promise<Sts>;
  openIam(): Promise<Iam>;
  openSsoPortal(): Promise<SsoPortal>;
  openSsoOidc(): Promise<SsoOidc>;
  openConsoleSignIn(): Promise<ConsoleSignIn>;
  /**
   * Throws AwsxError `browser_unavailable` where none can reach the person, `command_not_found`
   * and `command_not_executable` for a program that was asked for.
   */
  findBrowser(options?: FindBrowserOptions): Promise<Browser>;
  openQuestions(options?: AskingOptions): Promise<Questions>;
  openSingleFlight(): Promise<SingleFlight>;
  openProgress(options?: OpenProgressOptions): Promise<Progress>;
  openPicker(options?: AskingOptions): Promise<PickProfile>;
  /**
   * Puts text that is no secret into the person's clipboard. Answers in words what was done;
   * undefined when nothing could be.
   */
  copyText(text: string): Promise<string | undefined>;
  readonly runChild: RunChild;
}
