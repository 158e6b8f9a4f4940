import { Secret } from '../secret.ts';

export interface DestinationInput {
  /** The partition's console host. */
  readonly host: string;
  /** A valid region name. */
  readonly region?: string;
  /** As `resolvePagePath` gives it. */
  readonly path?: string;
}

/**
 * The page of the console to show after the sign-in: always of the partition's own console, in the
 * region when one is known.
 */
export function createDestination({ host, region, path }: DestinationInput): string {
  const origin = region === undefined ? `https://${host}` : `https://${region}.${host}`;
  const defaultPath = region === undefined ? '/' : '/console/home';
  const url = new URL(path ?? defaultPath, origin);
  if (region !== undefined) url.searchParams.set('region', region);
  if (url.origin !== origin) throw new Error('the destination is not a page of the console');
  return url.href;
}

export interface SignInUrlInput {
  /** Where the token comes from. */
  readonly federationUrl: string;
  readonly destination: string;
  readonly signInToken: Secret;
}

/** Shown to the person when the console session has ended. */
const ISSUER = 'awsx';

/** The address that signs a browser in; whoever has it may use it for 15 minutes. */
export function createSignInUrl({
  federationUrl,
  destination,
  signInToken,
}: SignInUrlInput): Secret {
  const url = new URL(federationUrl);
  url.searchParams.set('Action', 'login');
  url.searchParams.set('Issuer', ISSUER);
  url.searchParams.set('Destination', destination);
  url.searchParams.set('SigninToken', signInToken.reveal());
  return new Secret(url.href);
}
