/** IAM Identity Center in types: what a sign-in is for, and what its two services take and give. */
import type { Endpoint } from '../credentials/types.ts';
import type { Secret } from '../secret.ts';

/** One sign-in: all profiles of an sso-session share it, and its token. */
export interface SsoSignIn {
  /** The name of the sso-session section; absent for profiles of the older form. */
  readonly ssoSession?: string;
  readonly startUrl: string;
  /** What the client registers for. */
  readonly scopes: readonly string[];
  /** Both signed for the region of Identity Center, and checked: they get bearer secrets. */
  readonly oidcEndpoint: Endpoint;
  readonly portalEndpoint: Endpoint;
  /** Hex digest over everything that changes the token. The name of its cache file. */
  readonly fingerprint: string;
  /** One browser at most: the lock of everybody who wants this token. */
  readonly lockName: string;
}

/** awsx as SSO-OIDC knows it (RegisterClient). */
export interface SsoClient {
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly expiresAt: Date;
}

/** What a sign-in gives. */
export interface SsoTokens {
  readonly accessToken: Secret;
  readonly expiresAt: Date;
  /** Absent where Identity Center gives none: then the next sign-in asks again. */
  readonly refreshToken?: Secret;
}

export interface RegisterClientInput {
  readonly grantTypes: readonly string[];
  readonly scopes: readonly string[];
  /** Without a port, which a loopback address may have any of (RFC 8252, 7.3). */
  readonly redirectUri?: string;
  readonly issuerUrl: string;
}

/** What is shown to a person who signs in on another machine (RFC 8628, 3.2). */
export interface DeviceAuthorization {
  readonly deviceCode: Secret;
  readonly userCode: string;
  readonly verificationUri: string;
  /** With the user code in it. */
  readonly verificationUriComplete?: string;
  readonly expiresInSeconds: number;
  /** How long to wait between two questions for the token. */
  readonly intervalSeconds: number;
}

/** What a token is asked for with. */
export type Grant =
  | {
      readonly grantType: 'authorization_code';
      readonly code: Secret;
      readonly codeVerifier: Secret;
      readonly redirectUri: string;
    }
  | { readonly grantType: 'device_code'; readonly deviceCode: Secret }
  | { readonly grantType: 'refresh_token'; readonly refreshToken: Secret };

/** The `error` of a token answer (RFC 6749, 5.2; RFC 8628, 3.5), as SSO-OIDC spells it. */
export type TokenAnswer =
  | { readonly kind: 'tokens'; readonly tokens: SsoTokens }
  | { readonly kind: 'refused'; readonly error: string; readonly description?: string };

/** A call of the portal: where it goes, and the token that allows it. */
export interface SsoTarget {
  readonly endpoint: Endpoint;
  readonly accessToken: Secret;
}

export interface SsoAccount {
  /** Twelve digits. */
  readonly accountId: string;
  readonly accountName?: string;
  readonly emailAddress?: string;
}

export interface SsoAccountPage {
  readonly accounts: readonly SsoAccount[];
  readonly nextToken?: string;
}

export interface SsoRolePage {
  readonly roleNames: readonly string[];
  readonly nextToken?: string;
}

export interface SsoRole {
  readonly accountId: string;
  readonly roleName: string;
}
