import type { Location, Origin, Setting } from '../../profiles/types.ts';
import type { Secret } from '../secret.ts';

/** The long-lived key that the vault holds under a profile's name. */
export interface BaseCredential {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
}

/** What the vault's plain index tells about a base credential: no secret. */
export interface BaseCredentialRecord {
  readonly profile: string;
  readonly accessKeyId: string;
  readonly backend: string;
  /** Other backends that may still hold a former key of the profile; absent when none does. */
  readonly formerBackends?: readonly string[];
}

/** What a command is given: a session, or with `--no-session` a base credential. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly sessionToken?: Secret;
  readonly expiration?: Date;
  /** Twelve digits, when the source or AWS's answer tells. */
  readonly accountId?: string;
}

/** The result of a step that AWS answered: always with token and expiration. */
export interface SessionCredentials extends Credentials {
  readonly sessionToken: Secret;
  readonly expiration: Date;
}

/** The STS endpoint of a step. */
export interface Endpoint {
  readonly url: string;
  /** The region the request is signed for. */
  readonly signingRegion: string;
  /** Present when the user set the address; AWS's own addresses have none. */
  readonly configured?: Setting<string>;
}

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/**
 * What a session may do at most, beside what its role may: a policy document, or the ARNs of
 * managed policies. Never both, since what two session policies allow adds up.
 */
export type Narrowing = NarrowingSource &
  (
    | {
        /** A policy document in JSON, without white space. */
        readonly policy: string;
        /** The file that it was read from; absent when it stands where it was asked for. */
        readonly file?: string;
      }
    | { readonly policyArns: readonly string[] }
  );

interface NarrowingSource {
  /** The flag or key that asks for it. */
  readonly origin: Origin;
  /** The key `awsx_scope_NAME` that `--scope` chose. */
  readonly scope?: Origin;
}

interface StepCommon {
  /** The profile whose section (or flags) asked for this step. */
  readonly profile: string;
  /** Where that profile's section starts; absent for a profile that only the vault knows. */
  readonly location?: Location;
  /**
   * Hex digest over everything that changes this step's result, the steps before it included.
   * The name of its cache file.
   */
  readonly fingerprint: string;
}

/** First step: the long-lived key in the vault. */
export interface BaseCredentialStep extends StepCommon {
  readonly kind: 'base-credential';
  readonly accessKeyId: string;
  readonly backend: string;
}

/** First step: `aws_access_key_id` and `aws_secret_access_key` of a profile. */
export interface StaticKeysStep extends StepCommon {
  readonly kind: 'static-keys';
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly sessionToken?: Secret;
  readonly accountId?: string;
}

/** First step: `credential_process`. */
export interface CredentialProcessStep extends StepCommon {
  readonly kind: 'credential-process';
  readonly command: Setting<string>;
  /** The variables of the environment that the command names, with their values. */
  readonly variables: readonly (readonly [name: string, value: string])[];
}

/** First step: `credential_source` (Environment, Ec2InstanceMetadata, EcsContainer). */
export interface CredentialSourceStep extends StepCommon {
  readonly kind: 'credential-source';
  readonly source: Setting<string>;
  /** Of the keys in the environment, when they are the source. */
  readonly accessKeyId?: string;
  /** The keys in the environment have no session token. */
  readonly isLongLived?: boolean;
  /** Where the container or the instance is asked; absent outside of a container. */
  readonly address?: Setting<string>;
}

/** First step: AssumeRoleWithWebIdentity. */
export interface WebIdentityStep extends StepCommon {
  readonly kind: 'web-identity';
  readonly roleArn: Setting<string>;
  readonly token: { readonly from: 'file' | 'process'; readonly setting: Setting<string> };
  readonly roleSessionName?: Setting<string>;
  readonly durationSeconds: Setting<number>;
  readonly narrowing?: Narrowing;
  readonly endpoint: Endpoint;
}

/** First step: IAM Identity Center. */
export interface SsoStep extends StepCommon {
  readonly kind: 'sso';
  readonly ssoSession?: string;
  readonly startUrl: Setting<string>;
  readonly ssoRegion: Setting<string>;
  /** Both absent for a profile that names only an sso-session: it can sign in, but not give keys. */
  readonly accountId?: Setting<string>;
  readonly roleName?: Setting<string>;
}

/** First step: `login_session`, the AWS CLI's `aws login`. */
export interface LoginSessionStep extends StepCommon {
  readonly kind: 'login-session';
  readonly loginSession: Setting<string>;
}

/** A duration with what was asked for and why it is another one, when it is. */
export interface EffectiveDuration {
  readonly seconds: number;
  readonly asked: Setting<number>;
  /** Why `seconds` is less than was asked; absent when it is not. */
  readonly cappedBecause?: string;
}

export interface GetSessionTokenStep extends StepCommon {
  readonly kind: 'get-session-token';
  readonly duration: EffectiveDuration;
  readonly mfaSerial?: Setting<string>;
  readonly mfaProcess?: Setting<string>;
  readonly endpoint: Endpoint;
  /** True when only later steps use it: then any session of the same family will do. */
  readonly feedsLaterSteps: boolean;
  /**
   * Digest over key, device, endpoint and partition only. Sessions of one family serve every
   * later step, whatever their duration and region, so that one MFA code lasts.
   */
  readonly familyFingerprint: string;
}

export interface AssumeRoleStep extends StepCommon {
  readonly kind: 'assume-role';
  readonly roleArn: Setting<string>;
  readonly duration: EffectiveDuration;
  /** Absent when the user set none: then the runner makes `awsx-<mint id>`. */
  readonly roleSessionName?: Setting<string>;
  readonly externalId?: Setting<string>;
  readonly sourceIdentity?: Setting<string>;
  readonly tags: readonly Tag[];
  readonly transitiveTagKeys: readonly string[];
  readonly narrowing?: Narrowing;
  /** Absent when the session before it was made with this device already. */
  readonly mfaSerial?: Setting<string>;
  readonly mfaProcess?: Setting<string>;
  readonly endpoint: Endpoint;
}

export type SourceStep =
  | BaseCredentialStep
  | StaticKeysStep
  | CredentialProcessStep
  | CredentialSourceStep
  | WebIdentityStep
  | SsoStep
  | LoginSessionStep;

/** The sources that are neither in the vault nor in the plan, and no call of AWS. */
export type OutsideStep = CredentialProcessStep | CredentialSourceStep | LoginSessionStep;

export type Step = SourceStep | GetSessionTokenStep | AssumeRoleStep;

/** Something of the same meaning that lost against what the plan uses. */
export interface Shadow {
  /** What is hidden, for example `aws_access_key_id in profile "dev"`. */
  readonly what: string;
  readonly location?: Location;
  /** What hides it. */
  readonly by: string;
}

/** The ordered steps from a source of credentials to the final ones. Pure data. */
export interface Plan {
  readonly profile: string;
  /** The first is a {@link SourceStep}, the others are not. */
  readonly steps: readonly [SourceStep, ...Step[]];
  /** What the child gets as AWS_REGION; absent when nobody said one. */
  readonly region?: Setting<string>;
  /** Why no GetSessionToken session stands behind the source; absent when one does. */
  readonly withoutSessionBecause?: string;
  /** Hex digest that names the lock: one per base credential or SSO session. */
  readonly lockName: string;
  /** The last step's result must have at least this much left to be handed out. */
  readonly minTtlSeconds: number;
  /** One line each, for stderr: caps, hints about keys in plain text. */
  readonly notices: readonly string[];
  readonly shadows: readonly Shadow[];
}
