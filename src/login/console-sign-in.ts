import type { SessionCredentials } from '../credentials/types.ts';
import type { Secret } from '../secret.ts';

export interface SignInTokenRequest {
  /** Checked already: it is sent the credentials themselves. */
  readonly federationUrl: string;
  readonly credentials: SessionCredentials;
  /** How long the console session is to last; without it, as long as the credentials. */
  readonly sessionDurationSeconds?: number;
}

/** Signing in to the console. Throws AwsxError as `Sts` does. */
export interface ConsoleSignIn {
  /** What an address signs a browser in with, for 15 minutes. */
  getSignInToken(request: SignInTokenRequest): Promise<Secret>;
}
