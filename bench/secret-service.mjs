/** A session bus with an unlocked gnome-keyring, for the time of the measurement. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanEnvironment } from './environment.mjs';
import { isOnPath, startAndRead } from './run.mjs';

/** Undefined where its programs are missing. */
export async function startSecretService() {
  if (!['dbus-daemon', 'gnome-keyring-daemon'].every(isOnPath)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'awsx-bench-keyring-'));
  const runtime = join(folder, 'run');
  mkdirSync(runtime, { mode: 0o700 });
  const home = { ...cleanEnvironment(), HOME: folder, XDG_RUNTIME_DIR: runtime };
  const bus = await startAndRead(['dbus-daemon', '--session', '--nofork', '--print-address'], home);
  const env = { ...home, DBUS_SESSION_BUS_ADDRESS: bus.line };
  unlock(env);
  return {
    env: { DBUS_SESSION_BUS_ADDRESS: bus.line, XDG_RUNTIME_DIR: runtime },
    stop: () => {
      bus.child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function unlock(env) {
  // The daemon that stays behind would keep pipes open.
  const stdio = ['pipe', 'ignore', 'ignore'];
  const args = ['--unlock', '--components=secrets'];
  const { status } = spawnSync('gnome-keyring-daemon', args, { env, input: 'bench', stdio });
  if (status !== 0) throw new Error(`gnome-keyring-daemon ended with ${status}`);
}
