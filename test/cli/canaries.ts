/**
 * Secrets that tests know of. After every run of a program they may stand nowhere but in their
 * permitted sinks (SECURITY.md): never on stderr, and no long-lived one on stdout.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const longLived = new Set<string>();
const ofSessions = new Set<string>();

/** From now on every run is checked for this long-lived secret. */
export function plantCanary(secret: string): void {
  longLived.add(secret);
}

export interface CheckedRun {
  readonly stdout: string;
  readonly stderr: string;
  /** `--no-session` was given: the long-lived key is what was asked for. */
  readonly keyWanted: boolean;
}

/** Throws when a run leaked a secret; remembers those of sessions that it printed as JSON. */
export function checkRun({ stdout, stderr, keyWanted }: CheckedRun): void {
  learnSession(stdout);
  refuse(stderr, 'stderr', [...longLived, ...ofSessions]);
  if (!keyWanted) refuse(stdout, 'stdout', [...longLived]);
}

/** Throws when a file below the folder holds a known secret in the clear. */
export function checkFolder(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name);
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) continue;
    refuse(readFileSync(path, 'latin1'), path, [...longLived, ...ofSessions]);
  }
}

function refuse(text: string, where: string, secrets: readonly string[]): void {
  if (secrets.some((secret) => text.includes(secret))) {
    throw new Error(`a secret leaked into ${where}`);
  }
}

/** What credential-process printed. */
function learnSession(stdout: string): void {
  if (!stdout.startsWith('{"Version":1')) return;
  const { SecretAccessKey, SessionToken } = JSON.parse(stdout) as Record<string, unknown>;
  if (typeof SessionToken !== 'string' || typeof SecretAccessKey !== 'string') return;
  ofSessions.add(SecretAccessKey).add(SessionToken);
}
