/** A session bus whose answers are scripted, on a socket in a temporary folder. */
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createTemporaryFolder } from '../../temporary-folder.ts';

/** Little-endian, a call, without flags, version 1. */
const START_OF_CALL = 'l\x01\0\x01';

export interface Reply {
  /** Of the call that is answered. */
  readonly serial: number;
  readonly errorName?: string;
  /** A signal instead: nobody asked for it. */
  readonly signal?: { readonly path: string; readonly member: string };
  readonly signature?: string;
  /** Strings and object paths, numbers, lists of paths, bytes; objects are variants. */
  readonly body?: readonly BodyValue[];
  readonly order?: 'little' | 'big';
}

type BodyValue =
  | string
  | number
  | Buffer
  | readonly string[]
  | { readonly boolean: boolean }
  | { readonly text: string };

/** A METHOD_RETURN or an ERROR as bytes, written independently of what is tested. */
export function reply({
  serial,
  errorName,
  signal,
  signature,
  body = [],
  order = 'little',
}: Reply): Buffer {
  const write = order === 'little' ? 'writeUInt32LE' : 'writeUInt32BE';
  const uint32 = (value: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes[write](value);
    return bytes;
  };
  const text = (value: string) => [uint32(Buffer.byteLength(value)), Buffer.from(`${value}\0`)];
  const pad = (bytes: Buffer, to: number) =>
    Buffer.concat([bytes, Buffer.alloc((to - (bytes.length % to)) % to)]);
  const join = (parts: readonly Buffer[]) => Buffer.concat(parts);
  let bodyBytes = Buffer.alloc(0);
  const append = (bytes: Buffer, to = 4) => {
    bodyBytes = join([pad(bodyBytes, to), bytes]);
  };
  for (const value of body) {
    if (typeof value === 'string') append(join(text(value)));
    else if (typeof value === 'number') append(uint32(value));
    else if (Buffer.isBuffer(value)) append(join([uint32(value.length), value]));
    else if ('text' in value) {
      append(Buffer.from([1, 0x73, 0]), 1);
      append(join(text(value.text)));
    } else if ('boolean' in value)
      append(join([Buffer.from([1, 0x62, 0, 0]), uint32(Number(value.boolean))]));
    else {
      let array = Buffer.alloc(0);
      for (const path of value) array = join([pad(array, 4), ...text(path)]);
      append(join([uint32(array.length), array]));
    }
  }
  let fields = join([Buffer.from([5, 1, 0x75, 0]), uint32(serial)]);
  if (signal !== undefined) {
    fields = join([Buffer.from([1, 1, 0x6f, 0]), ...text(signal.path)]);
    fields = join([pad(fields, 8), Buffer.from([3, 1, 0x73, 0]), ...text(signal.member)]);
  }
  if (errorName !== undefined) {
    fields = join([pad(fields, 8), Buffer.from([4, 1, 0x73, 0]), ...text(errorName)]);
  }
  if (signature !== undefined) {
    const value = Buffer.from(`${signature}\0`);
    fields = join([pad(fields, 8), Buffer.from([8, 1, 0x67, 0, signature.length]), value]);
  }
  const start = Buffer.from([
    order === 'little' ? 0x6c : 0x42,
    signal !== undefined ? 4 : errorName === undefined ? 2 : 3,
    1,
    1,
  ]);
  const header = join([start, uint32(bodyBytes.length), uint32(99), uint32(fields.length), fields]);
  return join([pad(header, 8), bodyBytes]);
}

export interface FakeBus {
  readonly env: { readonly DBUS_SESSION_BUS_ADDRESS: string };
  /** Everything clients sent. */
  received(): Buffer;
}

export interface BusClient {
  readonly socket: Socket;
  answer(messages: readonly Buffer[]): void;
}

/** Does what `script` says with each connection once it has sent something. */
export async function startFakeBus(script: (client: BusClient) => void): Promise<FakeBus> {
  const path = join(createTemporaryFolder(), 'bus');
  const sockets = new Set<Socket>();
  let received = Buffer.alloc(0);
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
    });
    socket.once('data', () => script({ socket, answer: (messages) => answer(socket, messages) }));
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  /** Sends one of them after each call, the first for the call that is there already. */
  function answer(socket: Socket, messages: readonly Buffer[]): void {
    let answered = 0;
    const look = (): void => {
      const text = received.toString('latin1').replaceAll('l\x01\x02\x01', START_OF_CALL);
      const calls = text.split(START_OF_CALL).length - 1;
      for (; answered < Math.min(calls, messages.length); answered += 1) {
        socket.write(messages[answered] ?? '');
      }
    };
    socket.on('data', look);
    look();
  }
  return { env: { DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}` }, received: () => received };
}
