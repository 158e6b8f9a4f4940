import { AwsxError } from '../../errors.ts';
import type { Environment } from '../../ports.ts';
import { printable } from '../../printable.ts';
import { findBusSockets } from './bus-address.ts';
import { type BusConnection, connectToBus } from './connect-to-bus.ts';
import type { IncomingMessage } from './read-message.ts';
import { type Body, formatDictionary, formatStrings } from './write-message.ts';

/** `no-collection`: unlocked as far as it goes, but a new item would have nowhere to go. */
export type LockState = 'unlocked' | 'locked' | 'no-collection';

export interface LockStateOptions {
  readonly env: Environment;
  /** The attributes of the item in question. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly timeoutMilliseconds?: number;
}

/** Enough for a bus to start the service; a person who waits for nothing is told before that. */
const TIMEOUT_MILLISECONDS = 2000;
const SERVICE = 'org.freedesktop.secrets';
const SERVICE_PATH = '/org/freedesktop/secrets';
const HINT = 'see that DBUS_SESSION_BUS_ADDRESS names a running bus, or use --backend file';

/**
 * Whether an item of the Secret Service can be used without anybody being asked: the default
 * collection's `Locked` property, then whether the item lies in another, locked collection.
 * Neither call opens a dialog (Secret Service API, "Locking and Unlocking").
 *
 * @throws AwsxError `vault_unavailable` without a session bus or a Secret Service, or when one
 *   of them does not answer
 */
export async function readLockState(options: LockStateOptions): Promise<LockState> {
  const sockets = findBusSockets(options.env);
  let failure = unavailable('there is no D-Bus session bus');
  for (const socketPath of sockets) {
    const { timeoutMilliseconds = TIMEOUT_MILLISECONDS } = options;
    const bus = connectToBus({ socketPath, timeoutMilliseconds });
    try {
      return await askService(bus, options.attributes);
    } catch (error) {
      failure = unavailable(`the Secret Service cannot be reached: ${reasonOf(error)}`, error);
    } finally {
      bus.close();
    }
  }
  throw failure;
}

async function askService(
  bus: BusConnection,
  attributes: Readonly<Record<string, string>>,
): Promise<LockState> {
  const collection = await readDefaultCollection(bus);
  if (collection !== undefined && (await isLocked(bus, collection))) return 'locked';
  if (await liesInLockedCollection(bus, attributes)) return 'locked';
  return collection === undefined ? 'no-collection' : 'unlocked';
}

async function readDefaultCollection(bus: BusConnection): Promise<string | undefined> {
  const answer = await callService(bus, 'ReadAlias', formatStrings('default'));
  const path = expectBody(answer, 'o').string();
  return path === '/' ? undefined : path;
}

async function isLocked(bus: BusConnection, path: string): Promise<boolean> {
  const answer = await bus.call({
    destination: SERVICE,
    path,
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    body: formatStrings('org.freedesktop.Secret.Collection', 'Locked'),
  });
  const body = expectBody(answer, 'v');
  if (body.signature() !== 'b') throw new Error('it answers in another way than it should');
  return body.uint32() !== 0;
}

async function liesInLockedCollection(
  bus: BusConnection,
  attributes: Readonly<Record<string, string>>,
): Promise<boolean> {
  const answer = await callService(bus, 'SearchItems', formatDictionary(attributes));
  const body = expectBody(answer, 'aoao');
  const unlocked = body.uint32();
  for (const end = body.position() + unlocked; body.position() < end; ) body.string();
  return unlocked === 0 && body.uint32() > 0;
}

function callService(bus: BusConnection, member: string, body: Body): Promise<IncomingMessage> {
  const target = { destination: SERVICE, path: SERVICE_PATH };
  return bus.call({ ...target, interface: 'org.freedesktop.Secret.Service', member, body });
}

function expectBody({ kind, errorName, signature, body }: IncomingMessage, expected: string) {
  if (kind === 'error') throw new Error(describeRefusal(errorName));
  if (signature !== expected) throw new Error('it answers in another way than it should');
  return body;
}

function describeRefusal(errorName: string): string {
  return errorName === 'org.freedesktop.DBus.Error.ServiceUnknown'
    ? 'no program provides it'
    : `it answers ${errorName}`;
}

function unavailable(message: string, cause?: unknown): AwsxError {
  return new AwsxError('vault_unavailable', message, { hint: HINT, cause });
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? printable(error.message) : 'unknown';
}
