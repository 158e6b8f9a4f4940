/** A home of its own for the built program, with a vault and an STS that answers as told. */
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { generateX25519Identity } from 'age-encryption';
import { checkFolder, plantCanary } from './canaries.ts';
import { type RunOptions, type RunResult, runAwsx } from './harness.ts';

export const CANARY_KEY_ID = 'AKIACANARYCANARYCANA';
export const CANARY_SECRET = 'canary/secret+canary/secret+canary/secr0';

export interface Home {
  readonly folder: string;
  readonly configFile: string;
  readonly credentialsFile: string;
  readonly env: Readonly<Record<string, string>>;
  run(args: readonly string[], options?: RunOptions): Promise<RunResult>;
  /** Every file below, with its content, to see that nothing changed. */
  snapshot(): Record<string, string>;
  remove(): void;
}

export async function createHome(config = ''): Promise<Home> {
  plantCanary(CANARY_SECRET);
  const folder = mkdtempSync(join(tmpdir(), 'awsx-test-home-'));
  chmodSync(folder, 0o755);
  const configFile = join(folder, '.aws', 'config');
  const identityFile = join(folder, 'identity');
  mkdirSync(dirname(configFile), { mode: 0o700 });
  writeFileSync(configFile, config, { mode: 0o600 });
  writeFileSync(identityFile, `${await generateX25519Identity()}\n`, { mode: 0o600 });
  const env = {
    HOME: folder,
    AWSX_BACKEND: 'file',
    AWSX_FILE_IDENTITY: identityFile,
    XDG_RUNTIME_DIR: join(folder, 'run'),
  };
  mkdirSync(env.XDG_RUNTIME_DIR, { mode: 0o700 });
  return {
    folder,
    configFile,
    credentialsFile: join(folder, '.aws', 'credentials'),
    env,
    run: (args, options = {}) => runAwsx(args, { ...options, env: { ...env, ...options.env } }),
    snapshot: () => snapshot(folder),
    remove: () => {
      checkFolder(folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Stores the canary key for `dev`, as a person would with the key in the environment. */
export async function addCanary(home: Home): Promise<void> {
  const added = await home.run(['add', 'dev', '--env', '--no-verify'], {
    env: { AWS_ACCESS_KEY_ID: CANARY_KEY_ID, AWS_SECRET_ACCESS_KEY: CANARY_SECRET },
  });
  if (added.status !== 0) throw new Error(`add failed: ${added.stderr}`);
}

function snapshot(folder: string): Record<string, string> {
  const files: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files[path.slice(folder.length)] = readFileSync(path).toString('base64');
  }
  return files;
}

export interface FakeService {
  readonly url: string;
  /** How many requests came. */
  readonly count: () => number;
  close(): Promise<void>;
}

export async function serve(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<FakeService> {
  let requests = 0;
  const server: Server = createServer((request, response) => {
    requests += 1;
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    count: () => requests,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
