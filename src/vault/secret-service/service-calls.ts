/** Calls of the Secret Service that never ask anybody (Secret Service API Draft 0.2). */
import type { BusConnection } from './connect-to-bus.ts';
import type { IncomingMessage, Reader } from './read-message.ts';
import { type Body, formatDictionary, formatStrings, type MethodCall } from './write-message.ts';

const SERVICE = 'org.freedesktop.secrets';
const SERVICE_PATH = '/org/freedesktop/secrets';

/** The path of the collection that new items go to; undefined when there is none. */
export async function readDefaultCollection(bus: BusConnection): Promise<string | undefined> {
  const answer = await callService(bus, 'ReadAlias', formatStrings('default'));
  const path = expectBody(answer, 'o').string();
  return path === '/' ? undefined : path;
}

export async function isLocked(
  bus: BusConnection,
  collection: string,
  options: Pick<MethodCall, 'noAutoStart'> = {},
): Promise<boolean> {
  const answer = await bus.call({
    destination: SERVICE,
    path: collection,
    interface: 'org.freedesktop.DBus.Properties',
    member: 'Get',
    body: formatStrings('org.freedesktop.Secret.Collection', 'Locked'),
    ...options,
  });
  const body = expectBody(answer, 'v');
  if (body.signature() !== 'b') throw new Error('it answers in another way than it should');
  return body.uint32() !== 0;
}

/** The paths of the items that have all these attributes. */
export async function searchItems(
  bus: BusConnection,
  attributes: Readonly<Record<string, string>>,
): Promise<{ readonly unlocked: readonly string[]; readonly locked: readonly string[] }> {
  const answer = await callService(bus, 'SearchItems', formatDictionary(attributes));
  const body = expectBody(answer, 'aoao');
  return { unlocked: readPaths(body), locked: readPaths(body) };
}

/** An array of object paths. */
export function readPaths(body: Reader): string[] {
  const paths: string[] = [];
  const length = body.uint32();
  for (const end = body.position() + length; body.position() < end; ) paths.push(body.string());
  return paths;
}

export function callService(
  bus: BusConnection,
  member: string,
  body: Body,
): Promise<IncomingMessage> {
  const target = { destination: SERVICE, path: SERVICE_PATH };
  return bus.call({ ...target, interface: 'org.freedesktop.Secret.Service', member, body });
}

/**
 * The body of an answer that is none of an error.
 *
 * @throws Error that says what the answer was instead
 */
export function expectBody(
  { kind, errorName, signature, body }: IncomingMessage,
  expected: string,
): Reader {
  if (kind === 'error') throw new Error(describeRefusal(errorName));
  if (signature !== expected) throw new Error('it answers in another way than it should');
  return body;
}

function describeRefusal(errorName: string): string {
  return errorName === 'org.freedesktop.DBus.Error.ServiceUnknown'
    ? 'no program provides it'
    : `it answers ${errorName}`;
}
