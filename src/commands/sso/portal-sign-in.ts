import type { SharedConfig } from '../../../profiles/types.ts';
import type { Endpoint } from '../../credentials/types.ts';
import type { Secret } from '../../secret.ts';

/** Somebody who has signed in, or will when a token is needed. */
export interface PortalSignIn {
  /** Of the portal. */
  readonly endpoint: Endpoint;
  /**
   * A token for the portal: the kept one, or that of a new sign-in. With a time, one that is newer.
   *
   * @throws AwsxError as signing in does
   */
  getToken(rejectedAt?: Date): Promise<Secret>;
}

/**
 * The sign-in of an sso-session section.
 *
 * @throws AwsxError for a section that lacks something, or has an address that must get no token
 */
export type OpenPortalSignIn = (ssoSession: string, config: SharedConfig) => Promise<PortalSignIn>;
