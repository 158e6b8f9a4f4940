import type { Environment } from '../../ports.ts';

/**
 * The Unix sockets of the session bus, in the order in which they are to be tried: those of
 * DBUS_SESSION_BUS_ADDRESS, else the user's bus in XDG_RUNTIME_DIR (D-Bus Specification, "Server
 * Addresses" and "Well-known Message Bus Instances"). None for a bus that is reached otherwise.
 */
export function findBusSockets(env: Environment): string[] {
  const address = env['DBUS_SESSION_BUS_ADDRESS'];
  if (address !== undefined && address !== '') {
    return address.split(';').flatMap((one) => parseSocket(one) ?? []);
  }
  const runtime = env['XDG_RUNTIME_DIR'];
  return runtime === undefined || runtime === '' ? [] : [`${runtime}/bus`];
}

/** A name in the abstract namespace begins with a NUL, as for `connect` of node:net. */
function parseSocket(address: string): string | undefined {
  const colon = address.indexOf(':');
  if (address.slice(0, colon) !== 'unix') return undefined;
  const pairs = address.slice(colon + 1).split(',');
  const options = new Map(pairs.map((pair) => splitOnce(pair, '=')));
  const path = unescapeValue(options.get('path'));
  const abstract = unescapeValue(options.get('abstract'));
  return path ?? (abstract === undefined ? undefined : `\0${abstract}`);
}

function splitOnce(text: string, separator: string): [string, string] {
  const index = text.indexOf(separator);
  return index < 0 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}

/** Undefined for an empty value and for one with a broken escape. */
function unescapeValue(value: string | undefined): string | undefined {
  try {
    return value === undefined || value === '' ? undefined : decodeURIComponent(value);
  } catch {
    return undefined;
  }
}
