/** The two services of IAM Identity Center, as ports. */
import type { Endpoint, SessionCredentials } from '../credentials/types.ts';
import type {
  DeviceAuthorization,
  Grant,
  RegisterClientInput,
  SsoAccountPage,
  SsoClient,
  SsoRole,
  SsoRolePage,
  SsoTarget,
  TokenAnswer,
} from './types.ts';

/**
 * The portal of IAM Identity Center. Throws AwsxError: `sso_token_rejected` for a token that is not,
 * or no longer, good; else as `Sts` does. A call that AWS throttles is tried again, except for the
 * two that list: whoever makes many of them paces them, told by `aws_throttled`.
 */
export interface SsoPortal {
  listAccounts(target: SsoTarget, nextToken?: string): Promise<SsoAccountPage>;
  listAccountRoles(target: SsoTarget, accountId: string, nextToken?: string): Promise<SsoRolePage>;
  getRoleCredentials(target: SsoTarget, role: SsoRole): Promise<SessionCredentials>;
  logout(target: SsoTarget): Promise<void>;
}

/** SSO-OIDC, where tokens come from. Nothing is signed. Throws AwsxError as `Sts` does. */
export interface SsoOidc {
  registerClient(endpoint: Endpoint, input: RegisterClientInput): Promise<SsoClient>;
  startDeviceAuthorization(
    endpoint: Endpoint,
    input: { readonly client: SsoClient; readonly startUrl: string },
  ): Promise<DeviceAuthorization>;
  createToken(
    endpoint: Endpoint,
    input: { readonly client: SsoClient; readonly grant: Grant },
  ): Promise<TokenAnswer>;
}
