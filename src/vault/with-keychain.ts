import { AwsxError } from '../errors.ts';
import { keychainLocked, translateKeychainError } from './keychain-errors.ts';
import type { LockState } from './secret-service/inspect-item.ts';
import type { SystemKeychain } from './system-keychain.ts';

/** A keychain, what it tells about itself, and who may be there to unlock it. */
export interface KeychainAccess {
  readonly platform: NodeJS.Platform;
  /** `--no-input`. */
  readonly neverAsk: boolean;
  /** Whether a person may be there to answer the system's dialog. */
  isSomebodyThere(): boolean;
  inspect(account: string, wanted: { readonly value: boolean }): Promise<Inspection>;
  /** The keychain in this process: a call that waits can be ended by a signal only. */
  openKeychain(): SystemKeychain;
  /** The same in a child process for each call, which is killed when time runs out. */
  openKeychainInChild(waiting: Waiting): Promise<SystemKeychain>;
}

export interface Inspection {
  /** `unknown` where the system does not tell without asking. */
  readonly state: LockState | 'unknown';
  /** When it was wanted and the system gives it without asking. */
  readonly value?: string;
}

export interface Waiting {
  readonly timeoutMilliseconds: number;
  /** The default collection of the Secret Service has to be unlocked before the call. */
  readonly unlocksFirst: boolean;
  /** One line for the person who may be asked; absent when nobody is. */
  readonly notice?: string;
}

export interface KeychainUse<T> {
  readonly account: string;
  /** Writing needs a collection to write to. */
  readonly kind: 'read' | 'write';
  work(keychain: SystemKeychain): Promise<T>;
  /** For a reader: takes the value that inspecting the item gave. */
  accept?(value: string): T;
}

/** As long as the desktop dialogs that awsx opens itself. */
const DIALOG_MILLISECONDS = 120_000;
/** For a keychain that does not tell whether it will ask: an unlocked one takes far less. */
const SILENT_MILLISECONDS = 3000;

/**
 * Calls the keychain, unless that would ask a person who is not there: a call that waits for a
 * dialog cannot be interrupted, and may keep even `process.exit` from ending the process.
 *
 * @throws AwsxError `vault_locked`, `vault_unavailable`, `vault_damaged`, `cancelled`
 */
export async function withKeychain<T>(access: KeychainAccess, use: KeychainUse<T>): Promise<T> {
  const { accept } = use;
  const { state, value } = await access.inspect(use.account, { value: accept !== undefined });
  if (value !== undefined && accept !== undefined) return accept(value);
  const keychain = await openFor(access, use.kind, state);
  let answer: T;
  try {
    answer = await use.work(keychain);
  } catch (error) {
    const failure = translateKeychainError(error, access.platform);
    throw state === 'no-collection' && failure.code === 'vault_locked'
      ? withoutCollection(failure)
      : failure;
  }
  const isMiss = answer === undefined || answer === false;
  if (isMiss && use.kind === 'read') await checkUnlocked(access, use.account);
  return answer;
}

/** What is locked looks empty to keytar, and so may what was not unlocked after all. */
async function checkUnlocked(access: KeychainAccess, account: string): Promise<void> {
  const { state } = await access.inspect(account, { value: false });
  if (state === 'locked') throw keychainLocked('', access.platform);
}

async function openFor(
  access: KeychainAccess,
  kind: 'read' | 'write',
  state: LockState | 'unknown',
): Promise<SystemKeychain> {
  const isSomebodyThere = () => !access.neverAsk && access.isSomebodyThere();
  const waitWith = (notice: string, unlocksFirst: boolean) =>
    access.openKeychainInChild({ notice, unlocksFirst, timeoutMilliseconds: DIALOG_MILLISECONDS });
  if (state === 'unknown' && access.neverAsk && access.platform === 'darwin') {
    const timeoutMilliseconds = SILENT_MILLISECONDS;
    return access.openKeychainInChild({ timeoutMilliseconds, unlocksFirst: false });
  }
  if (state === 'locked') {
    if (isSomebodyThere()) return waitWith('waiting for the keychain to be unlocked', true);
    throw keychainLocked(' and nobody can be asked to unlock it', access.platform);
  }
  if (state === 'no-collection' && kind === 'write') {
    if (isSomebodyThere())
      return waitWith('waiting for a new keychain to be given a password', false);
    throw withoutCollection();
  }
  return access.openKeychain();
}

/** Unavailable rather than locked: there is nothing that could be unlocked later. */
function withoutCollection(cause?: unknown): AwsxError {
  return new AwsxError('vault_unavailable', 'the keychain has no default collection', {
    hint: 'create one with a desktop program such as seahorse, or use --backend file',
    cause,
  });
}
