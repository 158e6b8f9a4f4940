/** Messages to the wire (D-Bus Specification, "Message Protocol"). Pure; little-endian. */

export interface MethodCall {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly body?: Body;
}

/** The arguments of a call: their types and their bytes. */
export interface Body {
  readonly signature: string;
  readonly bytes: Buffer;
}

const METHOD_CALL = 1;
const PROTOCOL_VERSION = 1;
const FIELD = { path: 1, interface: 2, member: 3, destination: 6, signature: 8 } as const;
const NO_BODY: Body = { signature: '', bytes: Buffer.alloc(0) };

/** One method call as bytes. The serial, above 0, comes back in its reply. */
export function formatMethodCall(call: MethodCall, serial: number): Buffer {
  const { signature, bytes } = call.body ?? NO_BODY;
  const fields = createWriter();
  writeField(fields, FIELD.path, 'o', call.path);
  writeField(fields, FIELD.interface, 's', call.interface);
  writeField(fields, FIELD.member, 's', call.member);
  writeField(fields, FIELD.destination, 's', call.destination);
  if (signature !== '') writeField(fields, FIELD.signature, 'g', signature);
  const header = createWriter();
  header.bytes(Buffer.from(['l'.charCodeAt(0), METHOD_CALL, 0, PROTOCOL_VERSION]));
  header.uint32(bytes.length);
  header.uint32(serial);
  header.uint32(fields.length());
  header.bytes(fields.toBuffer());
  header.align(8);
  header.bytes(bytes);
  return header.toBuffer();
}

/** Arguments that are strings. */
export function formatStrings(...values: readonly string[]): Body {
  const writer = createWriter();
  for (const value of values) writer.string(value);
  return { signature: 's'.repeat(values.length), bytes: writer.toBuffer() };
}

/** One argument: a dictionary from strings to strings. */
export function formatDictionary(entries: Readonly<Record<string, string>>): Body {
  const content = createWriter();
  for (const [key, value] of Object.entries(entries)) {
    content.align(8);
    content.string(key);
    content.string(value);
  }
  const writer = createWriter();
  writer.uint32(content.length());
  writer.align(8);
  writer.bytes(content.toBuffer());
  return { signature: 'a{ss}', bytes: writer.toBuffer() };
}

interface Writer {
  length(): number;
  align(boundary: number): void;
  bytes(bytes: Buffer): void;
  uint32(value: number): void;
  string(value: string): void;
  toBuffer(): Buffer;
}

function writeField(writer: Writer, code: number, type: 'o' | 's' | 'g', value: string): void {
  writer.align(8);
  writer.bytes(Buffer.from([code, 1, type.charCodeAt(0), 0]));
  if (type === 'g') writer.bytes(Buffer.from([value.length, ...Buffer.from(`${value}\0`)]));
  else writer.string(value);
}

/** Alignment counts from where the writer began, which has to be a multiple of 8 in the end. */
function createWriter(): Writer {
  const chunks: Buffer[] = [];
  let length = 0;
  const bytes = (chunk: Buffer): void => {
    chunks.push(chunk);
    length += chunk.length;
  };
  const align = (boundary: number): void => bytes(Buffer.alloc(-length & (boundary - 1)));
  const uint32 = (value: number): void => {
    align(4);
    const chunk = Buffer.alloc(4);
    chunk.writeUInt32LE(value);
    bytes(chunk);
  };
  const string = (value: string): void => {
    uint32(Buffer.byteLength(value));
    bytes(Buffer.from(`${value}\0`));
  };
  return {
    length: () => length,
    align,
    bytes,
    uint32,
    string,
    toBuffer: () => Buffer.concat(chunks),
  };
}
