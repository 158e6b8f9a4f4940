/** The account of the scenarios: a user with a key and a device, and four roles. */
import { randomBytes } from 'node:crypto';
import { addAccessKey, type KeyPair } from '../../../src/sandbox/access-keys.ts';
import { addMfaDevice, addRole, addUser } from '../../../src/sandbox/entities.ts';
import { createBase32, createIdentifiers } from '../../../src/sandbox/identifiers.ts';
import type { RequestLogEntry } from '../../../src/sandbox/request-log.ts';
import { startSandbox } from '../../../src/sandbox/start-sandbox.ts';
import { createState, type Session } from '../../../src/sandbox/state.ts';
import { createCode, getTimeStep } from '../../../src/sandbox/totp.ts';
import type { World } from '../../../src/sandbox/world.ts';
import { Secret } from '../../../src/secret.ts';

const ACCOUNT = '000000000000';
/** The key is that old, so that AWS's clock may be set back a little. */
const SECONDS_OF_A_DAY = 86_400;
const USER_ARN = `arn:aws:iam::${ACCOUNT}:user/jon`;

export interface PracticeAccount {
  /** For AWS_ENDPOINT_URL. */
  readonly url: string;
  readonly keyPair: KeyPair;
  readonly mfaSerial: string;
  /** Puts AWS's clock this far from the real one: what it issues expires that much later. */
  setClockOffset(seconds: number): void;
  /** The device's code by AWS's clock. Each works once. */
  code(): string;
  /** Every request so far, as in `AssumeRole admin 3600 by session`. */
  calls(): readonly string[];
  readonly log: readonly RequestLogEntry[];
  /** Undefined for a key that was not issued. */
  findSession(accessKeyId: string): Session | undefined;
  /** Whose key it is: `jon`, `session` or a role's name. */
  nameKey(accessKeyId: string | undefined): string;
  close(): Promise<void>;
}

/** Starts the account on a free port of this machine. Its clock is the real one until moved. */
export async function startPracticeAccount(): Promise<PracticeAccount> {
  let offsetSeconds = -SECONDS_OF_A_DAY;
  const world: World = {
    clock: { now: () => new Date(Date.now() + offsetSeconds * 1000) },
    identifiers: createIdentifiers(randomBytes),
    state: createState(),
    keyDelaySeconds: 0,
  };
  const { keyPair, device } = addEverything(world);
  offsetSeconds = 0;
  const log: RequestLogEntry[] = [];
  const server = await startSandbox({ world, log: (entry) => log.push(entry) });
  const nameKey = (accessKeyId: string | undefined): string =>
    accessKeyId === keyPair.accessKeyId ? 'jon' : nameSession(findSession(accessKeyId ?? ''));
  const findSession = (accessKeyId: string): Session | undefined =>
    world.state.sessions.get(accessKeyId);
  return {
    url: server.url,
    keyPair,
    mfaSerial: device.serialNumber,
    setClockOffset: (seconds) => {
      offsetSeconds = seconds;
    },
    code: () => createCode(device.secret, getTimeStep(world.clock.now())),
    calls: () => log.map((entry) => describeCall(entry, nameKey)),
    log,
    findSession,
    nameKey,
    close: () => server.close(),
  };
}

function addEverything(world: World): {
  readonly keyPair: KeyPair;
  readonly device: ReturnType<typeof addMfaDevice>;
} {
  const { identifiers } = world;
  const jon = addUser(world, {
    accountId: ACCOUNT,
    userName: 'jon',
    policies: [{ Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' } }],
  });
  const keyPair: KeyPair = {
    accessKeyId: identifiers.accessKeyId('AKIA', ACCOUNT),
    secretAccessKey: new Secret(identifiers.secretAccessKey()),
  };
  addAccessKey(world, jon, { pair: keyPair });
  const secret = new Secret(createBase32(randomBytes, 32));
  addRoles(world);
  return { keyPair, device: addMfaDevice(world, jon, { secret }) };
}

const WITH_MFA = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };

function addRoles(world: World): void {
  const add = (roleName: string, principal: string, condition?: unknown): string =>
    addRole(world, {
      accountId: ACCOUNT,
      roleName,
      maxSessionDurationSeconds: 43_200,
      policies: [{ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }],
      trustPolicy: {
        Statement: {
          Effect: 'Allow',
          Principal: { AWS: principal },
          Action: 'sts:AssumeRole',
          ...(condition === undefined ? {} : { Condition: condition }),
        },
      },
    }).arn;
  add('ro', USER_ARN);
  add('admin', USER_ARN, WITH_MFA);
  add('r2', add('r1', USER_ARN, WITH_MFA), WITH_MFA);
}

function nameSession(session: Session | undefined): string {
  if (session === undefined) return 'nobody';
  return session.kind === 'role-session' ? session.role.roleName : 'session';
}

function describeCall(
  entry: RequestLogEntry,
  nameKey: (accessKeyId: string | undefined) => string,
): string {
  const words = [
    entry.action,
    entry.roleArn?.split('/').at(-1),
    entry.durationSeconds,
    entry.serialNumber === undefined ? undefined : 'MFA',
    `by ${nameKey(entry.accessKeyId)}`,
    entry.errorCode,
  ];
  return words.filter((word) => word !== undefined).join(' ');
}
