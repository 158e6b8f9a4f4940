import { createNoAnswer } from '../no-answer.ts';
import { type IncomingMessage, parseMessage } from './read-message.ts';
import { formatMethodCall, type MethodCall } from './write-message.ts';

export interface BusConnection {
  /**
   * Resolves with the answer, which may be an error's.
   *
   * @throws Error when the connection fails, or time runs out, before it comes
   */
  call(call: MethodCall): Promise<IncomingMessage>;
  /**
   * Resolves with the next signal of this name from this object, which the bus has to be asked for.
   *
   * @throws Error as `call` does
   */
  nextSignal(path: string, member: string): Promise<IncomingMessage>;
  close(): void;
}

export interface ConnectOptions {
  /** A NUL at its beginning stands for the abstract namespace. */
  readonly socketPath: string;
  /** For everything, from connecting to the last answer. */
  readonly timeoutMilliseconds: number;
}

/**
 * Who we are is for the kernel to say (EXTERNAL without an identity), and what follows is sent
 * without waiting for the bus to agree, as sd-bus does: it saves two round trips.
 */
const HANDSHAKE = '\0AUTH EXTERNAL\r\nDATA\r\nBEGIN\r\n';
const HELLO: MethodCall = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
  member: 'Hello',
};

interface Pending {
  resolve(message: IncomingMessage): void;
  reject(error: Error): void;
}

/** A connection to a message bus for a few method calls. It does not keep the process alive. */
export function connectToBus({ socketPath, timeoutMilliseconds }: ConnectOptions): BusConnection {
  // Loading it takes 3 ms: not for those who keep their vault elsewhere.
  const socket = process.getBuiltinModule('node:net').connect(socketPath);
  const pending = new Map<number | string, Pending>();
  let serial = 0;
  let failure: Error | undefined;
  const fail = (error: Error): void => {
    failure ??= error;
    clearTimeout(timer);
    socket.destroy();
    for (const call of pending.values()) call.reject(failure);
    pending.clear();
  };
  const timer = setTimeout(() => fail(createNoAnswer()), timeoutMilliseconds);
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('the connection was closed')));
  socket.on(
    'data',
    createReceiver((message) => {
      const key = message.kind === 'signal' ? signalKey(message) : message.replySerial;
      pending.get(key)?.resolve(message);
      pending.delete(key);
    }, fail),
  );
  const wait = (key: number | string): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      if (failure !== undefined) throw failure;
      pending.set(key, { resolve, reject });
    });
  const call = (method: MethodCall): Promise<IncomingMessage> => {
    serial += 1;
    if (failure === undefined) socket.write(formatMethodCall(method, serial));
    return wait(serial);
  };
  socket.write(HANDSHAKE);
  call(HELLO).catch(fail);
  return {
    call,
    nextSignal: (path, member) => wait(signalKey({ path, member })),
    close: () => fail(new Error('the connection was closed')),
  };
}

/** A path has no spaces in it. */
function signalKey({ path, member }: Pick<IncomingMessage, 'path' | 'member'>): string {
  return `${path} ${member}`;
}

/** Takes the stream apart: lines of the handshake until `OK`, then messages. */
function createReceiver(
  deliver: (message: IncomingMessage) => void,
  fail: (error: Error) => void,
): (chunk: Buffer) => void {
  let received: Buffer = Buffer.alloc(0);
  let accepted = false;
  const receive = (): void => {
    if (!accepted) {
      const rest = readHandshake(received);
      if (rest === undefined) return;
      accepted = true;
      received = rest;
    }
    for (;;) {
      const parsed = parseMessage(received);
      if (parsed === undefined) return;
      received = received.subarray(parsed.length);
      deliver(parsed.message);
    }
  };
  return (chunk) => {
    received = Buffer.concat([received, chunk]);
    try {
      receive();
    } catch (error) {
      fail(error instanceof Error ? error : new Error('the bus sent what is no message'));
    }
  };
}

const MAXIMUM_HANDSHAKE_BYTES = 4096;

/** What follows the line that begins with `OK`, undefined while that has not come. */
function readHandshake(received: Buffer): Buffer | undefined {
  for (let start = 0; ; ) {
    const end = received.indexOf('\r\n', start);
    if (end < 0 && received.length < MAXIMUM_HANDSHAKE_BYTES) return undefined;
    const line = received.toString('latin1', start, end);
    if (line.startsWith('OK ')) return received.subarray(end + 2);
    if (end < 0 || !line.startsWith('DATA')) throw new Error('the bus does not let us in');
    start = end + 2;
  }
}
