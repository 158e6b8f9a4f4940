/**
 * A session bus with a real gnome-keyring, both of their own and with a home in a temporary folder.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectToBus } from '../src/vault/secret-service/connect-to-bus.ts';
import { formatStrings } from '../src/vault/secret-service/write-message.ts';

/** For `needs(...)`: Debian's packages dbus and gnome-keyring. */
export const SECRET_SERVICE_PROGRAMS = [
  'dbus-daemon',
  'dbus-send',
  'gnome-keyring-daemon',
] as const;

export interface SecretService {
  /** For the programs that are to use it: the bus, and a home of their own. */
  readonly env: Readonly<Record<string, string>>;
  /** Its files. */
  readonly folder: string;
  /** Locks the default collection. Nobody here knows how to ask for its password. */
  lock(): void;
  /** As docs/vault.md says it: with another daemon in the place of the one there is. */
  unlock(): void;
  /** From now on whoever is asked to unlock it waits for ever. */
  startSilentPrompter(): Promise<void>;
  stop(): void;
}

/** A daemon that was killed, or has just been replaced, may write a last file. */
const REMOVAL = { recursive: true, force: true, maxRetries: 10, retryDelay: 20 } as const;
const COLLECTION = '/org/freedesktop/secrets/collection/login';

/** A Secret Service with an unlocked, empty default collection. */
export async function startSecretService(): Promise<SecretService> {
  const folder = mkdtempSync(join(tmpdir(), 'awsx-test-keyring-'));
  const home = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_RUNTIME_DIR: join(folder, 'run'),
  };
  mkdirSync(home.XDG_RUNTIME_DIR, { mode: 0o700 });
  const daemon = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], {
    env: home,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const env = { ...home, DBUS_SESSION_BUS_ADDRESS: await readLine(daemon) };
  startKeyring(env);
  const prompters: { close(): void }[] = [];
  return {
    env,
    folder,
    lock: () => void send(env, '/org/freedesktop/secrets', LOCK),
    unlock: () => startKeyring(env, '--replace'),
    startSilentPrompter: async () => void prompters.push(await ownPrompterName(env)),
    stop: () => {
      for (const prompter of prompters) prompter.close();
      for (const id of processesAt(folder)) killIfThere(id);
      rmSync(folder, REMOVAL);
    },
  };
}

function readLine(daemon: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    daemon.stdout?.on('data', (chunk) => {
      text += String(chunk);
      if (text.includes('\n')) resolve(text.trim());
    });
    daemon.once('error', reject);
    daemon.once('exit', (status) => reject(new Error(`dbus-daemon ended with ${status}`)));
  });
}

/** The first password that it gets becomes that of a new default collection. */
function startKeyring(env: NodeJS.ProcessEnv, ...flags: readonly string[]): void {
  const args = [...flags, '--unlock', '--components=secrets'];
  const { status } = spawnSync('gnome-keyring-daemon', args, {
    env,
    input: 'password',
    // The daemon that stays behind would keep pipes open.
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  if (status !== 0) throw new Error(`gnome-keyring-daemon ended with ${status}`);
}

const LOCK = ['org.freedesktop.Secret.Service.Lock', `array:objpath:${COLLECTION}`];

/** What dbus-send prints of the answer. */
function send(env: NodeJS.ProcessEnv, path: string, call: readonly string[]): string {
  const destination = path.slice(1).replaceAll('/', '.');
  const args = ['--session', '--print-reply=literal', `--dest=${destination}`, path, ...call];
  return execFileSync('dbus-send', args, { env, encoding: 'utf8' });
}

/** The bus, each daemon of the keyring, and what they started: all have their home there. */
function processesAt(folder: string): number[] {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return ids.filter((id) => readEnvironment(id).includes(`HOME=${folder}`)).map(Number);
}

function killIfThere(processId: number): void {
  try {
    process.kill(processId, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function readEnvironment(id: string): string {
  try {
    return readFileSync(`/proc/${id}/environ`, 'latin1');
  } catch {
    return '';
  }
}

/** Owns the name that gnome-keyring sends its questions to, and answers nothing. */
async function ownPrompterName(env: { readonly DBUS_SESSION_BUS_ADDRESS: string }) {
  const socketPath = /unix:path=([^,]+)/.exec(env.DBUS_SESSION_BUS_ADDRESS)?.[1] ?? '';
  const bus = connectToBus({ socketPath, timeoutMilliseconds: 2 ** 31 - 1 });
  const { bytes } = formatStrings('org.gnome.keyring.SystemPrompter');
  const noFlags = '\0\0\0\0';
  const aligned = bytes.padEnd(Math.ceil(bytes.length / 4) * 4, '\0');
  const body = { signature: 'su', bytes: aligned + noFlags };
  const answer = await bus.call({
    destination: 'org.freedesktop.DBus',
    path: '/org/freedesktop/DBus',
    interface: 'org.freedesktop.DBus',
    member: 'RequestName',
    body,
  });
  if (answer.kind !== 'return' || answer.body.uint32() !== 1) throw new Error('the name is taken');
  return bus;
}
