/** SIGUSR1 opens Node's inspector, a door to all that is in memory. Not that of awsx. */
import { spawn, spawnSync } from 'node:child_process';
import { appendFileSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { runtimes } from '../runtimes.ts';
import { awsxScript, type RunningSandbox, runProgram, startSandbox } from './harness.ts';

/** What Node prints when it opens it. */
const OPENED = 'Debugger listening on';

/** Loaded before awsx: a signal comes, and Node opens its inspector. */
const OPEN_EARLY = `
  const inspector = require('node:inspector');
  process.debugPort = 0;
  process.kill(process.pid, 'SIGUSR1');
  while (inspector.url() === undefined);
`;

let sandbox: RunningSandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
  onTestFinished(() => sandbox.stop());
});

const inSandbox = (name: string) => join(sandbox.folder, name);

/** The profile's MFA code comes from a program that says so in `asked`, then waits for `code`. */
function addWatchedProfile(): void {
  spawnSync('mkfifo', [inSandbox('asked'), inSandbox('code')]);
  const script = `#!/bin/sh\necho asked >"${inSandbox('asked')}"\ncat "${inSandbox('code')}"\n`;
  writeFileSync(inSandbox('ask'), script, { mode: 0o700 });
  const profile = [
    '[profile watched]',
    'role_arn = arn:aws:iam::000000000000:role/prod-admin',
    'source_profile = dev',
    'mfa_serial = arn:aws:iam::000000000000:mfa/dev',
    `mfa_process = ${inSandbox('ask')}`,
  ];
  appendFileSync(sandbox.configFile, `\n${profile.join('\n')}\n`);
}

/** Starts a command that says `ready`, and ends with its stdin. */
function startWatched(node: string, env: NodeJS.ProcessEnv) {
  const args = [awsxScript, 'exec', 'watched', '--', 'sh', '-c', 'echo ready; exec cat'];
  const child = spawn(node, args, { env: { ...sandbox.env, ...env }, detached: true });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const isReady = new Promise((resolve) => child.stdout.once('data', resolve));
  const ended = new Promise((resolve) => {
    child.on('close', (status) => resolve({ status, wasOpened: stderr.includes(OPENED) }));
  });
  return { child, isReady, ended };
}

for (const { name, node, isMissing } of runtimes)
  describe.skipIf(isMissing || process.platform !== 'linux')(name, () => {
    it.each([
      ['comes before its first statement', OPEN_EARLY, true],
      ['comes later', '', false],
    ])('is closed when a signal %s', async (_, before, wasOpened) => {
      addWatchedProfile();
      writeFileSync(inSandbox('before.cjs'), before);
      const NODE_OPTIONS = `--require=${inSandbox('before.cjs')}`;
      const { child, isReady, ended } = startWatched(node, { NODE_OPTIONS });
      const processId = child.pid ?? 0;

      // The vault is open: awsx holds the key.
      await runProgram('cat', [inSandbox('asked')]);
      expect(listListeners(processId)).toEqual([]);
      for (let count = 0; count < 100; count += 1) {
        child.kill('SIGUSR1');
        await new Promise(setImmediate);
      }
      await writeFile(inSandbox('code'), await sandbox.code());

      // Where awsx stays it holds the credentials of the command.
      await isReady;
      expect(listListeners(processId)).toEqual([]);
      child.stdin.end();
      expect(await ended).toEqual({ status: 0, wasOpened });
    });
  });

/** The TCP sockets of a process that listen (proc_pid_net(5): state 0A). */
function listListeners(processId: number): string[] {
  const folder = `/proc/${processId}`;
  const own = readdirSync(`${folder}/fd`).map((number) => readlinkSync(`${folder}/fd/${number}`));
  const lines = ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`${folder}/net/${table}`, 'latin1').split('\n'),
  );
  const rows = lines.map((line) => line.trim().split(/\s+/));
  const listening = rows.filter((row) => row[3] === '0A').map((row) => `socket:[${row[9]}]`);
  return listening.filter((socket) => own.includes(socket));
}
