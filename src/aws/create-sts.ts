import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetCallerIdentityCommand,
  GetFederationTokenCommand,
  GetSessionTokenCommand,
  STSClient,
  type Credentials as StsCredentials,
} from '@aws-sdk/client-sts';
import type { SessionCredentials } from '../credentials/types.ts';
import type { CallerIdentity, Clock, Environment, Sts } from '../ports.ts';
import { Secret } from '../secret.ts';
import type {
  AssumeRoleInput,
  FederationTokenInput,
  GetSessionTokenInput,
  MfaProof,
  WebIdentityInput,
} from '../sts-inputs.ts';
import { type ClientTarget, createClientOptions } from './client-options.ts';
import { invalidAnswer, translateAwsError } from './translate-error.ts';

export interface StsOptions {
  readonly env: Environment;
  readonly clock: Clock;
}

/** Twice for a hiccup; once when an MFA code goes along, since the first try may have spent it. */
const ATTEMPTS = 2;
const ATTEMPTS_WITH_CODE = 1;
const HTTP_OK = 200;

/**
 * STS through AWS's SDK. Region, endpoint and credentials are always given, so that the SDK takes
 * nothing from `AWS_PROFILE` or a file.
 */
export function createSts({ env, clock }: StsOptions): Sts {
  return {
    getSessionToken: (target, input) =>
      call('GetSessionToken', target, input.mfa, async (client) => {
        const output = await client.send(new GetSessionTokenCommand(sessionTokenRequest(input)));
        return readCredentials(output.Credentials);
      }),
    assumeRole: (target, input) =>
      call(`AssumeRole ${input.roleArn}`, target, input.mfa, async (client) => {
        const output = await client.send(new AssumeRoleCommand(assumeRoleRequest(input)));
        return readCredentials(output.Credentials, output.AssumedRoleUser?.Arn);
      }),
    assumeRoleWithWebIdentity: (endpoint, input) =>
      call(
        `AssumeRoleWithWebIdentity ${input.roleArn}`,
        { endpoint },
        undefined,
        async (client) => {
          const command = new AssumeRoleWithWebIdentityCommand(webIdentityRequest(input));
          const output = await client.send(command);
          return readCredentials(output.Credentials, output.AssumedRoleUser?.Arn);
        },
      ),
    getFederationToken: (target, input) =>
      call('GetFederationToken', target, undefined, async (client) => {
        const output = await client.send(
          new GetFederationTokenCommand(federationTokenRequest(input)),
        );
        return readCredentials(output.Credentials, output.FederatedUser?.Arn);
      }),
    getCallerIdentity: (target) =>
      call('GetCallerIdentity', target, undefined, async (client) => {
        const output = await client.send(new GetCallerIdentityCommand({}));
        return readIdentity(output.Account, output.Arn, output.UserId);
      }),
  };

  async function call<T>(
    operation: string,
    target: ClientTarget,
    mfa: MfaProof | undefined,
    work: (client: STSClient) => Promise<T | undefined>,
  ): Promise<T> {
    const attempts = mfa === undefined ? ATTEMPTS : ATTEMPTS_WITH_CODE;
    const client = new STSClient(createClientOptions(target, env, attempts));
    const called = { operation, endpointUrl: target.endpoint.url };
    try {
      const result = await work(client);
      if (result !== undefined) return result;
      throw invalidAnswer({ ...called, now: clock.now() }, HTTP_OK);
    } catch (error) {
      throw translateAwsError(error, { ...called, now: clock.now() });
    } finally {
      client.destroy();
    }
  }
}

function sessionTokenRequest(input: GetSessionTokenInput) {
  return { DurationSeconds: input.durationSeconds, ...mfaFields(input.mfa) };
}

function assumeRoleRequest(input: AssumeRoleInput) {
  return {
    RoleArn: input.roleArn,
    RoleSessionName: input.roleSessionName,
    DurationSeconds: input.durationSeconds,
    ...(input.externalId === undefined ? {} : { ExternalId: input.externalId }),
    ...(input.sourceIdentity === undefined ? {} : { SourceIdentity: input.sourceIdentity }),
    ...(input.tags === undefined || input.tags.length === 0
      ? {}
      : { Tags: input.tags.map((tag) => ({ Key: tag.key, Value: tag.value })) }),
    ...(input.transitiveTagKeys === undefined || input.transitiveTagKeys.length === 0
      ? {}
      : { TransitiveTagKeys: [...input.transitiveTagKeys] }),
    ...policyFields(input),
    ...mfaFields(input.mfa),
  };
}

function webIdentityRequest(input: WebIdentityInput) {
  return {
    RoleArn: input.roleArn,
    RoleSessionName: input.roleSessionName,
    DurationSeconds: input.durationSeconds,
    WebIdentityToken: input.webIdentityToken.reveal(),
    ...policyFields(input),
  };
}

function federationTokenRequest(input: FederationTokenInput) {
  return {
    Name: input.name,
    DurationSeconds: input.durationSeconds,
    ...policyFields(input),
  };
}

function policyFields({ policy, policyArns }: Pick<AssumeRoleInput, 'policy' | 'policyArns'>) {
  return {
    ...(policy === undefined ? {} : { Policy: policy }),
    ...(policyArns === undefined ? {} : { PolicyArns: policyArns.map((arn) => ({ arn })) }),
  };
}

function mfaFields(mfa: MfaProof | undefined) {
  if (mfa === undefined) return {};
  return { SerialNumber: mfa.serialNumber, TokenCode: mfa.tokenCode.reveal() };
}

/** Undefined for an answer without credentials: the SDK reads a page of HTML as an empty one. */
function readCredentials(
  answer: StsCredentials | undefined,
  assumedRoleArn = '',
): SessionCredentials | undefined {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken || !isDate(Expiration)) return undefined;
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: new Secret(SecretAccessKey),
    sessionToken: new Secret(SessionToken),
    expiration: Expiration,
    ...accountOf(assumedRoleArn),
  };
}

/** The fifth field of an ARN. */
function accountOf(arn: string): Pick<SessionCredentials, 'accountId'> {
  const accountId = arn.split(':')[4] ?? '';
  return /^\d{12}$/.test(accountId) ? { accountId } : {};
}

function isDate(value: Date | undefined): value is Date {
  return value !== undefined && !Number.isNaN(value.getTime());
}

function readIdentity(account?: string, arn?: string, userId?: string): CallerIdentity | undefined {
  if (!account || !arn || !userId) return undefined;
  return { account, arn, userId };
}
