import { AwsxError } from '../../errors.ts';
import type { Environment } from '../../ports.ts';
import { printable } from '../../printable.ts';
import { isFromNoAnswer } from '../no-answer.ts';
import { findBusSockets } from './bus-address.ts';
import { type BusConnection, connectToBus } from './connect-to-bus.ts';
import { readSecret } from './read-secret.ts';
import { isLocked, readDefaultCollection, searchItems } from './service-calls.ts';

/** `no-collection`: unlocked as far as it goes, but a new item would have nowhere to go. */
export type LockState = 'unlocked' | 'locked' | 'no-collection';

export interface ItemInspection {
  readonly state: LockState;
  /** When it was wanted and could be read without anybody being asked. */
  readonly value?: string;
}

export interface InspectOptions {
  readonly env: Environment;
  /** The attributes of the item in question. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly wantsValue: boolean;
  readonly timeoutMilliseconds?: number;
}

/** Enough for a bus to start the service; with the start of awsx it is less than a second. */
const TIMEOUT_MILLISECONDS = 600;
const HINT = 'see that DBUS_SESSION_BUS_ADDRESS names a running bus, or use --backend file';
const HINT_NO_ANSWER = 'it may still be starting: run the command again, or use --backend file';

/**
 * Whether an item of the Secret Service can be used without anybody being asked, and what it holds
 * if it can: the default collection's `Locked` property, then whether the item lies in another,
 * locked collection. No call made here opens a dialog (Secret Service API, "Locking and Unlocking").
 *
 * @throws AwsxError `vault_unavailable` without a session bus or a Secret Service, or when one
 *   of them does not answer
 */
export async function inspectItem(options: InspectOptions): Promise<ItemInspection> {
  const { env, timeoutMilliseconds = TIMEOUT_MILLISECONDS } = options;
  let failure = unavailable('there is no D-Bus session bus');
  for (const socketPath of findBusSockets(env)) {
    const bus = connectToBus({ socketPath, timeoutMilliseconds });
    try {
      return await askService(bus, options);
    } catch (error) {
      failure = unavailable(`the Secret Service cannot be reached: ${reasonOf(error)}`, error);
      if (isFromNoAnswer(failure)) break;
    } finally {
      bus.close();
    }
  }
  throw failure;
}

async function askService(
  bus: BusConnection,
  { attributes, wantsValue }: InspectOptions,
): Promise<ItemInspection> {
  const collection = await readDefaultCollection(bus);
  if (collection !== undefined && (await isLocked(bus, collection))) return { state: 'locked' };
  const { unlocked, locked } = await searchItems(bus, attributes);
  if (unlocked.length === 0 && locked.length > 0) return { state: 'locked' };
  const state = collection === undefined ? 'no-collection' : 'unlocked';
  const [item, ...others] = [...unlocked, ...locked];
  if (!wantsValue || item === undefined || others.length > 0) return { state };
  const secret = await readSecret(bus, item);
  if (secret.kind === 'locked') return { state: 'locked' };
  return secret.kind === 'value' ? { state, value: secret.value } : { state };
}

function unavailable(message: string, cause?: unknown): AwsxError {
  const hint = isFromNoAnswer({ cause }) ? HINT_NO_ANSWER : HINT;
  return new AwsxError('vault_unavailable', message, { hint, cause });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? printable(error.message) : 'unknown';
}
