import { isUtf8 } from 'node:buffer';
import type { BusConnection } from './connect-to-bus.ts';
import { formatObjectPath, formatStringAndVariant } from './write-message.ts';

export type SecretReading =
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'locked' }
  /** For the library to try and to explain. */
  | { readonly kind: 'refused' };

const SERVICE = 'org.freedesktop.secrets';
const IS_LOCKED = 'org.freedesktop.Secret.Error.IsLocked';
const REFUSED: SecretReading = { kind: 'refused' };

/**
 * Reads an item's secret. A locked item answers that it is; there is no dialog (Secret Service
 * API, `Item.GetSecret`). The secret comes over the bus's socket as it is (the algorithm `plain`):
 * who can listen there can ask for it as well, and agreeing on a key takes Node 40 ms.
 */
export async function readSecret(bus: BusConnection, item: string): Promise<SecretReading> {
  const session = await bus.call({
    destination: SERVICE,
    path: '/org/freedesktop/secrets',
    interface: 'org.freedesktop.Secret.Service',
    member: 'OpenSession',
    body: formatStringAndVariant('plain', ''),
  });
  if (session.kind !== 'return' || session.signature !== 'vo') return REFUSED;
  if (session.body.signature() !== 's') return REFUSED;
  session.body.string();
  const answer = await bus.call({
    destination: SERVICE,
    path: item,
    interface: 'org.freedesktop.Secret.Item',
    member: 'GetSecret',
    body: formatObjectPath(session.body.string()),
  });
  if (answer.kind === 'error' && answer.errorName === IS_LOCKED) return { kind: 'locked' };
  if (answer.kind !== 'return' || answer.signature !== '(oayays)') return REFUSED;
  const { body } = answer;
  body.string();
  body.bytes();
  return decode(body.bytes());
}

/** What is no text was not written by awsx. */
function decode(bytes: Buffer): SecretReading {
  return isUtf8(bytes) ? { kind: 'value', value: bytes.toString() } : REFUSED;
}
