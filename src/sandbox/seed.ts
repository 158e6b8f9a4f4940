import { Secret } from '../secret.ts';
import { addAccessKey, type KeyPair } from './access-keys.ts';
import { addManagedPolicy, addMfaDevice, addRole, addUser } from './entities.ts';
import { createBase32, createIdentifiers, type RandomBytes } from './identifiers.ts';
import { reservedRoleArn } from './portal/assign-account.ts';
import { MACHINE_ROLES, type SeededMachines, seedMachines } from './seed-machines.ts';
import { PORTAL_ADMIN, type PortalSeed, seedPortal } from './seed-portal.ts';
import { createState } from './state.ts';
import type { World } from './world.ts';

export const SANDBOX_ACCOUNT = '000000000000';

export interface SeedOptions {
  readonly clock: World['clock'];
  /** Cryptographically strong outside tests. */
  readonly randomBytes: RandomBytes;
  readonly keyDelaySeconds?: number;
  /** The developer's key; random unless given. */
  readonly keyPair?: KeyPair;
  /** Base32; random unless given. */
  readonly mfaSecret?: Secret;
  readonly portal?: PortalSeed;
}

/** A sandbox's content and what a developer would have got from the administrator. */
export interface SeededWorld {
  readonly world: World;
  readonly keyPair: KeyPair;
  readonly mfaSecret: Secret;
  readonly mfaSerial: string;
  readonly roleArns: {
    readonly readonly: string;
    readonly prodAdmin: string;
    readonly prodDeploy: string;
  };
  readonly machines: SeededMachines;
}

const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
const readEverything = {
  Effect: 'Allow',
  Action: ['*:Get*', '*:List*', '*:Describe*', '*:Head*'],
  Resource: '*',
};

/**
 * One account with user `dev` (a key and an MFA device) and roles: `readonly`, `prod-admin` that
 * demands MFA and lasts up to 12 hours, `prod-deploy` that trusts `prod-admin`, `ci` that trusts a
 * web identity, and `machine` of an instance and a container. The last two may assume `readonly`,
 * and so may the administrator of the portal, which shows this account and another.
 */
export function seedWorld(options: SeedOptions): SeededWorld {
  const { clock, randomBytes, keyDelaySeconds = 0 } = options;
  const identifiers = createIdentifiers(randomBytes);
  const world: World = { clock, identifiers, state: createState(), keyDelaySeconds };
  const keyPair = options.keyPair ?? {
    accessKeyId: identifiers.accessKeyId('AKIA', SANDBOX_ACCOUNT),
    secretAccessKey: new Secret(identifiers.secretAccessKey()),
  };
  const mfaSecret = options.mfaSecret ?? new Secret(createBase32(randomBytes, 32));
  const userArn = `arn:aws:iam::${SANDBOX_ACCOUNT}:user/dev`;
  const dev = addUser(world, {
    accountId: SANDBOX_ACCOUNT,
    userName: 'dev',
    policies: [createDeveloperPolicy(userArn)],
  });
  addAccessKey(world, dev, { pair: keyPair });
  const mfaSerial = addMfaDevice(world, dev, { secret: mfaSecret }).serialNumber;
  addManagedPolicy(world, 'arn:aws:iam::aws:policy/AdministratorAccess', { Statement: everything });
  addManagedPolicy(world, 'arn:aws:iam::aws:policy/ReadOnlyAccess', { Statement: readEverything });
  const roleArns = addRoles(world, userArn);
  const machines = seedMachines(world, {
    accountId: SANDBOX_ACCOUNT,
    randomBytes,
    policies: [{ Statement: readEverything }],
  });
  const policies = {
    everything: [{ Statement: everything }],
    reading: [{ Statement: readEverything }],
  };
  seedPortal(world, policies, options.portal);
  return { world, keyPair, mfaSecret, mfaSerial, roleArns, machines };
}

function createDeveloperPolicy(userArn: string): unknown {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
        Resource: `arn:aws:iam::${SANDBOX_ACCOUNT}:role/*`,
      },
      {
        Effect: 'Allow',
        Action: ['sts:GetAccessKeyInfo', 'sts:GetFederationToken'],
        Resource: '*',
      },
      { Effect: 'Allow', Action: 'iam:*', Resource: userArn },
    ],
  };
}

function addRoles(world: World, userArn: string): SeededWorld['roleArns'] {
  const add = (role: Omit<Parameters<typeof addRole>[1], 'accountId'>): string =>
    addRole(world, { accountId: SANDBOX_ACCOUNT, ...role }).arn;
  const machineArns = Object.values(MACHINE_ROLES).map(
    (name) => `arn:aws:iam::${SANDBOX_ACCOUNT}:role/${name}`,
  );
  const portalAdminArn = reservedRoleArn(SANDBOX_ACCOUNT, PORTAL_ADMIN);
  const readonly = add({
    roleName: 'readonly',
    trustPolicy: createTrustPolicy([userArn, ...machineArns, portalAdminArn]),
    policies: [{ Statement: readEverything }],
  });
  const prodAdmin = add({
    roleName: 'prod-admin',
    trustPolicy: createTrustPolicy(userArn, { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }),
    policies: [{ Statement: everything }],
    maxSessionDurationSeconds: 43_200,
  });
  const prodDeploy = add({
    roleName: 'prod-deploy',
    trustPolicy: createTrustPolicy(prodAdmin),
    policies: [{ Statement: everything }],
  });
  return { readonly, prodAdmin, prodDeploy };
}

function createTrustPolicy(principal: string | readonly string[], condition?: unknown): unknown {
  return {
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { AWS: principal },
      Action: ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity'],
      ...(condition === undefined ? {} : { Condition: condition }),
    },
  };
}
