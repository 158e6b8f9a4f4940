/** A lock of this process, and its folder looked at from outside. */
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { resolveLockFolder } from '../../src/lock/lock-folder.ts';
import { createSingleFlight, type SingleFlightOptions } from '../../src/lock/single-flight.ts';
import type { Clock, Outcome, SingleFlight, Turn } from '../../src/ports.ts';

export const LOCK_NAME = 'a base credential';
export const HOST_ID = 'this host';

/** A clock that stands still until `advance`: then everybody's sleep is over. */
export function createManualClock(): Clock & { readonly sleeps: number[]; advance(): void } {
  const sleepers = new Set<() => void>();
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => new Date(0),
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        sleeps.push(milliseconds);
        sleepers.add(resolve);
        signal?.addEventListener('abort', () => reject(signal.reason));
      }),
    advance: () => {
      for (const wake of sleepers) wake();
      sleepers.clear();
    },
  };
}

export function createContender(
  folder: string,
  changes: Partial<SingleFlightOptions> = {},
): SingleFlight {
  return createSingleFlight({
    folder,
    fileSystem: fs,
    clock: createManualClock(),
    platform: process.platform,
    userId: process.getuid?.(),
    hostId: HOST_ID,
    processId: process.pid,
    random: randomBytes,
    ...changes,
  });
}

export function lockFolderIn(folder: string, lockName = LOCK_NAME): string {
  return resolveLockFolder({
    lockName,
    runtimeFolder: folder,
    temporaryFolder: '/tmp',
    hostId: HOST_ID,
    platform: process.platform,
    userId: process.getuid?.(),
  }).path;
}

export interface Leadership {
  leave(outcome: Outcome): Promise<void>;
}

/** Enters a lock that is free. */
export async function lead(contender: SingleFlight, lockName = LOCK_NAME): Promise<Leadership> {
  const turn = await contender.enter(lockName);
  if (turn.role !== 'leader') throw new Error('the lock is not free');
  onTestFinished(() => turn.leave({ kind: 'released' }));
  return turn;
}

/** The outcome that a turn brought, or "led" after giving the lead away again. */
export function outcomeOf(turn: Turn): Outcome | 'led' {
  if (turn.role === 'follower') return turn.outcome;
  void turn.leave({ kind: 'released' });
  return 'led';
}

export function newestGeneration(lockFolder: string): number {
  return Math.max(0, ...fs.readdirSync(lockFolder).map(Number).filter(Number.isInteger));
}

let holders = 0;

export interface PlantedHolder {
  readonly name: string;
  readonly path: string;
}

/** Claims the next generation, or the given one, for a holder that the test plays itself. */
export function plantClaim(lockFolder: string, generation?: number): PlantedHolder {
  fs.mkdirSync(lockFolder, { recursive: true, mode: 0o700 });
  holders += 1;
  const name = `${holders.toString(16).padStart(12, 'e')}.4321`;
  const number = generation ?? newestGeneration(lockFolder) + 1;
  fs.symlinkSync(name, join(lockFolder, String(number)));
  return { name, path: join(lockFolder, name) };
}

/** Listens in the place of a planted holder, until the test ends. */
export async function listenAs(
  holder: PlantedHolder,
  onConnection: (socket: Socket) => void,
  backlog = 511,
): Promise<Server> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen({ path: holder.path, backlog }, resolve));
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return server;
}

/** Leaves a socket file on which nobody listens, as a process does that is killed. */
export async function leaveDeadSocket(holder: PlantedHolder): Promise<void> {
  const server = createServer();
  const alive = `${holder.path}.alive`;
  await new Promise<void>((resolve) => server.listen(alive, resolve));
  fs.renameSync(alive, holder.path);
  await new Promise<void>((resolve) => server.close(() => resolve()));
}

/** The address at which the newest claimant of a lock listens, or did. */
export function currentAddress(lockFolder: string): string {
  return join(lockFolder, fs.readlinkSync(join(lockFolder, String(newestGeneration(lockFolder)))));
}
