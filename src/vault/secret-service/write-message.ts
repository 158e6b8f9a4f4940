/**
 * Messages to the wire (D-Bus Specification, "Message Protocol"). Pure; little-endian. Bytes are
 * put together as text with one character for each, which takes a fraction of the time of buffers.
 */

export interface MethodCall {
  readonly destination: string;
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly body?: Body;
  /** Without it the bus starts the program that provides the destination. */
  readonly noAutoStart?: boolean;
}

/** The arguments of a call: their types and their bytes. */
export interface Body {
  readonly signature: string;
  readonly bytes: string;
}

const METHOD_CALL = 1;
const NO_AUTO_START = 2;
const PROTOCOL_VERSION = 1;
const FIELD = { path: 1, interface: 2, member: 3, destination: 6, signature: 8 } as const;
const NO_BODY: Body = { signature: '', bytes: '' };

/** One method call as bytes. The serial, above 0, comes back in its reply. */
export function formatMethodCall(call: MethodCall, serial: number): Buffer {
  const { signature, bytes } = call.body ?? NO_BODY;
  let fields = field(FIELD.path, 'o', string(call.path));
  fields = align(fields, 8) + field(FIELD.interface, 's', string(call.interface));
  fields = align(fields, 8) + field(FIELD.member, 's', string(call.member));
  fields = align(fields, 8) + field(FIELD.destination, 's', string(call.destination));
  if (signature !== '') {
    const value = `${String.fromCharCode(signature.length)}${signature}\0`;
    fields = align(fields, 8) + field(FIELD.signature, 'g', value);
  }
  const flags = call.noAutoStart === true ? NO_AUTO_START : 0;
  const start = `l${String.fromCharCode(METHOD_CALL, flags, PROTOCOL_VERSION)}`;
  const header = start + uint32(bytes.length) + uint32(serial) + uint32(fields.length) + fields;
  return Buffer.from(align(header, 8) + bytes, 'latin1');
}

/** Arguments that are strings. */
export function formatStrings(...values: readonly string[]): Body {
  const bytes = values.reduce((text, value) => align(text, 4) + string(value), '');
  return { signature: 's'.repeat(values.length), bytes };
}

/** One argument: an object path. */
export function formatObjectPath(path: string): Body {
  return { signature: 'o', bytes: string(path) };
}

/** One argument: a list of one object path. */
export function formatObjectPaths(path: string): Body {
  const content = string(path);
  return { signature: 'ao', bytes: uint32(content.length) + content };
}

/** Two arguments: a string, and a variant that holds another. */
export function formatStringAndVariant(text: string, variant: string): Body {
  return { signature: 'sv', bytes: align(`${string(text)}\x01s\0`, 4) + string(variant) };
}

/** One argument: a dictionary from strings to strings. */
export function formatDictionary(entries: Readonly<Record<string, string>>): Body {
  let content = '';
  for (const [key, value] of Object.entries(entries)) {
    content = align(align(content, 8) + string(key), 4) + string(value);
  }
  return { signature: 'a{ss}', bytes: align(uint32(content.length), 8) + content };
}

/** A field of the header: its code, and a variant, which begins with its own signature. */
function field(code: number, type: 'o' | 's' | 'g', value: string): string {
  return `${String.fromCharCode(code, 1)}${type}\0${value}`;
}

function string(value: string): string {
  const bytes = Buffer.from(value).toString('latin1');
  return `${uint32(bytes.length)}${bytes}\0`;
}

/** What this returns is to stand where 4 bytes are aligned. */
function uint32(value: number): string {
  return String.fromCharCode(value & 255, (value >> 8) & 255, (value >> 16) & 255, value >>> 24);
}

function align(bytes: string, boundary: number): string {
  return bytes.padEnd(Math.ceil(bytes.length / boundary) * boundary, '\0');
}
