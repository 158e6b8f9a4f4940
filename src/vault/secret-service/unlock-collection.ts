import type { Environment } from '../../ports.ts';
import { findBusSockets } from './bus-address.ts';
import { type BusConnection, connectToBus } from './connect-to-bus.ts';
import type { IncomingMessage } from './read-message.ts';
import {
  callService,
  expectBody,
  isLocked,
  readDefaultCollection,
  readPaths,
} from './service-calls.ts';
import { formatObjectPaths, formatStrings } from './write-message.ts';

export interface UnlockOptions {
  readonly env: Environment;
  /** How often it is looked whether somebody unlocked it elsewhere. */
  readonly pollMilliseconds?: number;
}

const SERVICE = 'org.freedesktop.secrets';
const PROMPT = 'org.freedesktop.Secret.Prompt';
/** The most that a timer takes: whoever waits ends the process. */
const NO_TIMEOUT_MILLISECONDS = 2 ** 31 - 1;
const POLL_MILLISECONDS = 500;

/**
 * Has the Secret Service ask for the password of the default collection, and waits until it is
 * unlocked, in the service's dialog or elsewhere. Libraries unlock the items that they find: for one
 * that is yet to be written they ask nobody, and find nothing.
 *
 * @throws Error that says `dismissed` when the dialog was closed, or what the service answered
 */
export async function unlockCollection(options: UnlockOptions): Promise<void> {
  let failure: unknown = new Error('there is no D-Bus session bus');
  for (const socketPath of findBusSockets(options.env)) {
    const bus = connectToBus({ socketPath, timeoutMilliseconds: NO_TIMEOUT_MILLISECONDS });
    try {
      return await unlockOver(bus, options);
    } catch (error) {
      failure = error;
    } finally {
      bus.close();
    }
  }
  throw failure;
}

async function unlockOver(
  bus: BusConnection,
  { pollMilliseconds = POLL_MILLISECONDS }: UnlockOptions,
): Promise<void> {
  const collection = await readDefaultCollection(bus);
  if (collection === undefined) return;
  const body = expectBody(await callService(bus, 'Unlock', formatObjectPaths(collection)), 'aoo');
  readPaths(body);
  const prompt = body.string();
  if (prompt === '/') return;
  const watch = watchCollection({ bus, collection, pollMilliseconds });
  try {
    await Promise.race([askPrompt(bus, prompt), watch.unlocked]);
  } finally {
    watch.end();
  }
}

/** `Prompt` answers at once; a signal says how it went (Secret Service API, "Prompts"). */
async function askPrompt(bus: BusConnection, path: string): Promise<void> {
  await bus.call({
    destination: 'org.freedesktop.DBus',
    path: '/org/freedesktop/DBus',
    interface: 'org.freedesktop.DBus',
    member: 'AddMatch',
    body: formatStrings(`type='signal',interface='${PROMPT}',member='Completed',path='${path}'`),
  });
  const withoutWindow = formatStrings('');
  const target = { destination: SERVICE, path, interface: PROMPT };
  const [completed] = await Promise.all([
    bus.nextSignal(path, 'Completed'),
    bus.call({ ...target, member: 'Prompt', body: withoutWindow }).then(expectNothing),
  ]);
  const wasDismissed = expectBody(completed, 'bv').uint32() !== 0;
  if (wasDismissed) throw new Error('the prompt was dismissed');
}

function expectNothing(answer: IncomingMessage): void {
  expectBody(answer, '');
}

interface Watched {
  readonly bus: BusConnection;
  readonly collection: string;
  readonly pollMilliseconds: number;
}

/**
 * Somebody may unlock it in another program, or start the service anew with the password: then
 * nobody else is to start it in between.
 */
function watchCollection({ bus, collection, pollMilliseconds }: Watched) {
  let timer: NodeJS.Timeout | undefined;
  const unlocked = new Promise<void>((resolve) => {
    timer = setInterval(async () => {
      const isStillLocked = isLocked(bus, collection, { noAutoStart: true });
      if (!(await isStillLocked.catch(() => true))) resolve();
    }, pollMilliseconds);
  });
  return { unlocked, end: () => clearInterval(timer) };
}
