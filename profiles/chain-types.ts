import type { Secret } from '../src/secret.ts';
import type { ResolvedProfile } from './resolve-profile.ts';
import type { CredentialSource } from './setting-values.ts';
import type { Location, Setting } from './types.ts';

interface SourceCommon {
  /** The profile whose section (or base credential) it is. */
  readonly profile: ResolvedProfile;
}

/** The long-lived key in the vault. */
export interface BaseCredentialSource extends SourceCommon {
  readonly kind: 'base-credential';
}

export interface StaticKeysSource extends SourceCommon {
  readonly kind: 'static-keys';
  readonly accessKeyId: Setting<string>;
  readonly secretAccessKey: Setting<Secret>;
  readonly sessionToken?: Setting<Secret>;
  readonly accountId?: Setting<string>;
}

export interface CredentialProcessSource extends SourceCommon {
  readonly kind: 'credential-process';
  readonly command: Setting<string>;
}

export interface NamedSource extends SourceCommon {
  readonly kind: 'credential-source';
  readonly source: Setting<CredentialSource>;
}

/** AssumeRoleWithWebIdentity: the role is this source's own, not a link of the chain. */
export interface WebIdentitySource extends SourceCommon {
  readonly kind: 'web-identity';
  readonly roleArn: Setting<string>;
  readonly token: { readonly from: 'file' | 'process'; readonly setting: Setting<string> };
}

export interface SsoSource extends SourceCommon {
  readonly kind: 'sso';
  /** The name of the sso-session section; absent for the older form without one. */
  readonly ssoSession?: Setting<string>;
  readonly startUrl: Setting<string>;
  readonly ssoRegion: Setting<string>;
  readonly registrationScopes?: Setting<readonly string[]>;
  /** Both absent for a profile that can sign in but names no account and role. */
  readonly accountId?: Setting<string>;
  readonly roleName?: Setting<string>;
}

export interface LoginSessionSource extends SourceCommon {
  readonly kind: 'login-session';
  readonly loginSession: Setting<string>;
}

/** Where the credentials of a chain come from. */
export type ChainSource =
  | BaseCredentialSource
  | StaticKeysSource
  | CredentialProcessSource
  | NamedSource
  | WebIdentitySource
  | SsoSource
  | LoginSessionSource;

/** A profile on the way from the source to the selected profile. */
export type ChainLink =
  /** The profile's role is assumed with the credentials so far. */
  | {
      readonly kind: 'role';
      readonly profile: ResolvedProfile;
      readonly roleArn: Setting<string>;
    }
  /** The profile only points at another: the credentials pass through. */
  | { readonly kind: 'alias'; readonly profile: ResolvedProfile };

/** A setting of the same meaning that lost against the one the chain uses. */
export interface Shadowed {
  /** For example `aws_access_key_id in profile "dev"`. */
  readonly what: string;
  readonly location?: Location;
  /** What hides it. */
  readonly by: string;
}

export interface Chain {
  readonly selected: ResolvedProfile;
  readonly source: ChainSource;
  /** From the source to the selected profile; empty when the selected profile is the source. */
  readonly links: readonly ChainLink[];
  readonly shadowed: readonly Shadowed[];
}
