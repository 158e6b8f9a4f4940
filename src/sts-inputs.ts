/** What the calls of STS take. */
import type { Tag } from './credentials/types.ts';
import type { Secret } from './secret.ts';

/** Serial number (or ARN) of an MFA device with a code of it. */
export interface MfaProof {
  readonly serialNumber: string;
  readonly tokenCode: Secret;
}

export interface GetSessionTokenInput {
  readonly durationSeconds: number;
  readonly mfa?: MfaProof;
}

export interface AssumeRoleInput {
  readonly roleArn: string;
  readonly roleSessionName: string;
  readonly durationSeconds: number;
  readonly externalId?: string;
  readonly sourceIdentity?: string;
  readonly tags?: readonly Tag[];
  readonly transitiveTagKeys?: readonly string[];
  /** A session policy in JSON. */
  readonly policy?: string;
  readonly policyArns?: readonly string[];
  readonly mfa?: MfaProof;
}

export interface FederationTokenInput extends Pick<AssumeRoleInput, 'policy' | 'policyArns'> {
  /** 2 to 32 letters, digits or `+=,.@-_`. */
  readonly name: string;
  readonly durationSeconds: number;
}

/** A token in place of a signature. */
export interface WebIdentityInput
  extends Pick<
    AssumeRoleInput,
    'roleArn' | 'roleSessionName' | 'durationSeconds' | 'policy' | 'policyArns'
  > {
  readonly webIdentityToken: Secret;
}
