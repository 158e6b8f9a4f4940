import { Secret } from '../../secret.ts';
import type { Session } from '../state.ts';
import type { World } from '../world.ts';
import type { XmlElements } from '../xml.ts';

type NewCredentials = Pick<
  Session,
  'accessKeyId' | 'secretAccessKey' | 'sessionToken' | 'expiration'
>;

/** New `ASIA…` credentials; the expiration is in whole seconds, as AWS sends it. */
export function createTemporaryCredentials(
  { identifiers, clock }: World,
  { accountId, durationSeconds }: { readonly accountId: string; readonly durationSeconds: number },
): NewCredentials {
  const nowSeconds = Math.floor(clock.now().getTime() / 1000);
  return {
    accessKeyId: identifiers.accessKeyId('ASIA', accountId),
    secretAccessKey: new Secret(identifiers.secretAccessKey()),
    sessionToken: new Secret(identifiers.sessionToken()),
    expiration: new Date((nowSeconds + durationSeconds) * 1000),
  };
}

/** The `Credentials` element. */
export function describeCredentials(session: NewCredentials): XmlElements {
  return {
    AccessKeyId: session.accessKeyId,
    SecretAccessKey: session.secretAccessKey.reveal(),
    SessionToken: session.sessionToken.reveal(),
    Expiration: formatDate(session.expiration),
  };
}

/** `2026-01-02T03:04:05Z`. */
export function formatDate(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, 'Z');
}
