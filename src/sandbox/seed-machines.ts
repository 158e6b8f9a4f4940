import { Secret } from '../secret.ts';
import { addOidcProvider, addRole } from './entities.ts';
import type { RandomBytes } from './identifiers.ts';
import { createIdentityProvider, type IdentityProvider } from './web-identity/identity-provider.ts';
import type { World } from './world.ts';

const AUDIENCE = 'sts.amazonaws.com';
const SUBJECT = 'awsx-sandbox';
const TOKEN_SECONDS = 24 * 3600;

/** The names of the roles that {@link seedMachines} adds. */
export const MACHINE_ROLES = { ci: 'ci', machine: 'machine' };

export interface MachineSeed {
  readonly accountId: string;
  readonly randomBytes: RandomBytes;
  /** What the roles may do. */
  readonly policies: readonly unknown[];
}

export interface SeededMachines {
  readonly identityProvider: IdentityProvider;
  readonly ciRoleArn: string;
  /** For the role `ci`; it lasts a day. */
  readonly webIdentityToken: Secret;
  /** What a container sends as `Authorization`. */
  readonly containerToken: Secret;
}

/** Roles that no user has: one that trusts a web identity, one of an instance and a container. */
export function seedMachines(world: World, seed: MachineSeed): SeededMachines {
  const { accountId, randomBytes, policies } = seed;
  const identityProvider = createIdentityProvider('https://oidc.awsx.invalid');
  const audiences = [AUDIENCE];
  const { arn } = addOidcProvider(world, { accountId, provider: identityProvider, audiences });
  const ci = addRole(world, {
    accountId,
    roleName: MACHINE_ROLES.ci,
    trustPolicy: trust({ Federated: arn }, 'sts:AssumeRoleWithWebIdentity', {
      StringEquals: { 'oidc.awsx.invalid:aud': AUDIENCE, 'oidc.awsx.invalid:sub': SUBJECT },
    }),
    policies,
  });
  const machine = addRole(world, {
    accountId,
    roleName: MACHINE_ROLES.machine,
    trustPolicy: trust({ Service: ['ec2.amazonaws.com', 'ecs-tasks.amazonaws.com'] }),
    policies,
  });
  const containerToken = new Secret(Buffer.from(randomBytes(24)).toString('base64url'));
  world.state.machine = { role: machine, containerToken, instanceTokens: new Map() };
  const webIdentityToken = identityProvider.issueToken(createClaims(world.clock.now()));
  return { identityProvider, ciRoleArn: ci.arn, webIdentityToken, containerToken };
}

function createClaims(now: Date) {
  const issuedAt = Math.floor(now.getTime() / 1000);
  return { aud: AUDIENCE, sub: SUBJECT, iat: issuedAt, exp: issuedAt + TOKEN_SECONDS };
}

function trust(principal: unknown, action = 'sts:AssumeRole', condition?: unknown): unknown {
  return {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: principal,
      Action: action,
      ...(condition === undefined ? {} : { Condition: condition }),
    },
  };
}
