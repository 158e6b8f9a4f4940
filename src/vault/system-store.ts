import { createHash } from 'node:crypto';
import { AwsxError } from '../errors.ts';
import type { SecretStore } from '../ports.ts';
import { Secret } from '../secret.ts';
import { keychainLocked, translateKeychainError } from './keychain-errors.ts';
import type { LockState } from './secret-service/lock-state.ts';
import type { SystemKeychain } from './system-keychain.ts';

export interface SystemStoreOptions {
  readonly name: 'keychain' | 'keytar';
  readonly platform: NodeJS.Platform;
  /** `--no-input`. */
  readonly neverAsk: boolean;
  /** Whether a person may be there to answer the system's dialog. */
  isSomebodyThere(): boolean;
  /** `unknown` where the system does not tell without asking. */
  readLockState(account: string): Promise<LockState | 'unknown'>;
  /** The keychain in this process: a call that waits can be ended by a signal only. */
  openKeychain(): SystemKeychain;
  /** The same in a child process for each call, which is killed when time runs out. */
  openKeychainInChild(waiting: Waiting): Promise<SystemKeychain>;
}

export interface Waiting {
  readonly timeoutMilliseconds: number;
  /** One line for the person who may be asked; absent when nobody is. */
  readonly notice?: string;
}

/** As long as the desktop dialogs that awsx opens itself. */
const DIALOG_MILLISECONDS = 120_000;
/** For a keychain that does not tell whether it will ask: an unlocked one takes far less. */
const SILENT_MILLISECONDS = 3000;
/** CRED_MAX_CREDENTIAL_BLOB_SIZE of Windows, where text is stored as UTF-16. */
const WINDOWS_MAXIMUM_BYTES = 2560;

/** A store over a keychain of the operating system that never waits for nobody. */
export function createSystemStore(options: SystemStoreOptions): SecretStore {
  const use = <T>(key: string, kind: UseKind, work: Work<T>): Promise<T> =>
    useKeychain(options, { account: accountOf(key, options.platform), kind, work });
  return {
    name: options.name,
    async get(key) {
      const value = await use(key, 'read', (keychain, account) => keychain.get(account));
      return value === undefined ? undefined : new Secret(value);
    },
    async set(key, value) {
      const text = value.reveal();
      checkLength(text, options.platform);
      await use(key, 'write', (keychain, account) => keychain.set(account, text));
    },
    delete: (key) => use(key, 'read', (keychain, account) => keychain.delete(account)),
  };
}

/**
 * The name of an item. Windows limits it to 513 characters and may not tell case apart, so there
 * it ends with a digest.
 */
export function accountOf(key: string, platform: NodeJS.Platform): string {
  if (platform !== 'win32') return key;
  const digest = createHash('sha256').update(key).digest('hex').slice(0, 16);
  return `${key.slice(0, 200)}#${digest}`;
}

type UseKind = 'read' | 'write';
type Work<T> = (keychain: SystemKeychain, account: string) => Promise<T>;

interface Use<T> {
  readonly account: string;
  readonly kind: UseKind;
  readonly work: Work<T>;
}

async function useKeychain<T>(options: SystemStoreOptions, use: Use<T>): Promise<T> {
  const { account, work } = use;
  const state = await options.readLockState(account);
  const keychain = await openFor(options, use.kind, state);
  let answer: T;
  try {
    answer = await work(keychain, account);
  } catch (error) {
    throw translateKeychainError(error, options.platform);
  }
  const isMiss = answer === undefined || answer === false;
  if (isMiss && use.kind === 'read' && (await options.readLockState(account)) === 'locked') {
    // What is locked looks empty to keytar, and so may what was not unlocked.
    throw keychainLocked('', options.platform);
  }
  return answer;
}

async function openFor(
  options: SystemStoreOptions,
  kind: UseKind,
  state: LockState | 'unknown',
): Promise<SystemKeychain> {
  if (state === 'unknown' && options.neverAsk && options.platform === 'darwin') {
    return options.openKeychainInChild({ timeoutMilliseconds: SILENT_MILLISECONDS });
  }
  if (state === 'locked') return waitForUnlocking(options);
  if (state === 'no-collection' && kind === 'write') return waitForCollection(options);
  return options.openKeychain();
}

function waitForUnlocking(options: SystemStoreOptions): Promise<SystemKeychain> {
  if (options.neverAsk || !options.isSomebodyThere()) {
    throw keychainLocked(' and nobody can be asked to unlock it', options.platform);
  }
  const notice = 'waiting for the keychain to be unlocked';
  return options.openKeychainInChild({ timeoutMilliseconds: DIALOG_MILLISECONDS, notice });
}

function waitForCollection(options: SystemStoreOptions): Promise<SystemKeychain> {
  if (options.neverAsk || !options.isSomebodyThere()) {
    throw new AwsxError('vault_unavailable', 'the keychain has no default collection', {
      hint: 'create one with a desktop program such as seahorse, or use --backend file',
    });
  }
  const notice = 'waiting for a new keychain to be given a password';
  return options.openKeychainInChild({ timeoutMilliseconds: DIALOG_MILLISECONDS, notice });
}

function checkLength(text: string, platform: NodeJS.Platform): void {
  if (platform !== 'win32' || text.length * 2 <= WINDOWS_MAXIMUM_BYTES) return;
  throw new AwsxError(
    'vault_unavailable',
    `the Windows Credential Manager takes ${WINDOWS_MAXIMUM_BYTES / 2} characters at most`,
    { hint: 'use --backend file' },
  );
}
