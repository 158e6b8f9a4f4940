/** Messages from the wire (D-Bus Specification, "Message Protocol"). Pure; both byte orders. */

export interface IncomingMessage {
  /** Calls from others are `other`. */
  readonly kind: 'return' | 'error' | 'signal' | 'other';
  /** The serial of the call that it answers; 0 when it answers none. */
  readonly replySerial: number;
  /** Whose signal it is; empty in an answer. */
  readonly path: string;
  /** The name of the signal; empty in an answer. */
  readonly member: string;
  /** Empty unless it is an error. */
  readonly errorName: string;
  /** The types of the body, empty without one. */
  readonly signature: string;
  readonly body: Reader;
}

/** Reads values one after the other; each throws RangeError beyond the end. */
export interface Reader {
  /** Bytes read so far. */
  position(): number;
  atEnd(): boolean;
  align(boundary: number): void;
  byte(): number;
  uint32(): number;
  /** Also an object path. */
  string(): string;
  signature(): string;
  /** An array of bytes. */
  bytes(): Buffer;
}

const KINDS: Readonly<Record<number, IncomingMessage['kind']>> = {
  2: 'return',
  3: 'error',
  4: 'signal',
};
const FIELD = { path: 1, member: 3, errorName: 4, replySerial: 5, signature: 8 } as const;
const FIXED_HEADER_BYTES = 16;
/** The answers that awsx asks for are a few hundred bytes. */
const MAXIMUM_BYTES = 1 << 20;

/**
 * The first message of the bytes and its length, undefined while it is incomplete.
 *
 * @throws Error when they are no D-Bus message, or one beyond all measure
 */
export function parseMessage(
  bytes: Buffer,
): { readonly message: IncomingMessage; readonly length: number } | undefined {
  if (bytes.length < FIXED_HEADER_BYTES) return undefined;
  const order = bytes[0] === 0x6c ? 'little' : 'big';
  const fixed = createReader(bytes.subarray(4, FIXED_HEADER_BYTES), order);
  const [bodyLength, , fieldsLength] = [fixed.uint32(), fixed.uint32(), fixed.uint32()];
  const fieldsEnd = FIXED_HEADER_BYTES + fieldsLength;
  const bodyStart = (fieldsEnd + 7) & ~7;
  const length = bodyStart + bodyLength;
  if (length > MAXIMUM_BYTES) throw new Error('a message of the bus is too long');
  if (bytes.length < length) return undefined;
  const fields = parseFields(createReader(bytes.subarray(FIXED_HEADER_BYTES, fieldsEnd), order));
  const text = (field: number): string => String(fields.get(field) ?? '');
  const message = {
    kind: KINDS[bytes[1] ?? 0] ?? 'other',
    replySerial: Number(fields.get(FIELD.replySerial) ?? 0),
    path: text(FIELD.path),
    member: text(FIELD.member),
    errorName: text(FIELD.errorName),
    signature: text(FIELD.signature),
    body: createReader(bytes.subarray(bodyStart, length), order),
  } as const;
  return { message, length };
}

function parseFields(reader: Reader): Map<number, string | number> {
  const fields = new Map<number, string | number>();
  for (;;) {
    if (reader.atEnd()) return fields;
    reader.align(8);
    fields.set(reader.byte(), readVariant(reader));
  }
}

/** Header fields are strings, signatures and numbers alone. */
function readVariant(reader: Reader): string | number {
  const type = reader.signature();
  if (type === 's' || type === 'o') return reader.string();
  if (type === 'g') return reader.signature();
  if (type === 'u') return reader.uint32();
  throw new Error('a message of the bus has a header field of an unknown type');
}

function createReader(bytes: Buffer, order: 'little' | 'big'): Reader {
  let offset = 0;
  const align = (boundary: number): void => {
    offset += -offset & (boundary - 1);
  };
  const byte = (): number => bytes.readUInt8(offset++);
  const uint32 = (): number => {
    align(4);
    offset += 4;
    return order === 'little' ? bytes.readUInt32LE(offset - 4) : bytes.readUInt32BE(offset - 4);
  };
  const text = (length: number): string => {
    const start = offset;
    offset += length + 1;
    if (bytes.readUInt8(offset - 1) !== 0) throw new Error('a string of the bus does not end');
    return bytes.toString('utf8', start, offset - 1);
  };
  const array = (length: number): Buffer => {
    offset += length;
    if (offset > bytes.length) throw new RangeError('an array of the bus does not end');
    return bytes.subarray(offset - length, offset);
  };
  return {
    position: () => offset,
    atEnd: () => offset >= bytes.length,
    align,
    byte,
    uint32,
    string: () => text(uint32()),
    signature: () => text(byte()),
    bytes: () => array(uint32()),
  };
}
