/** Signals that a program sends to `awsx exec`, beside the same command started directly. */
import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { signalTeller } from '../exec/run-child-program.ts';
import { runtimes } from '../runtimes.ts';
import { awsxScript, type RunningSandbox, startSandbox } from './harness.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
  const first = await sandbox.run(['exec', 'readonly', '--', 'true']);
  if (first.status !== 0) throw new Error(first.stderr);
});
afterAll(() => sandbox.stop());

/** A program without a terminal, and what it printed so far. */
interface Started {
  readonly child: ChildProcess;
  /** Resolves with all of stdout as soon as the text is in it. */
  waitFor(text: string): Promise<string>;
  /** Resolves with the status as a shell counts it, when nobody has stdout open any more. */
  readonly ended: Promise<number>;
}

function start([file = '', ...args]: readonly string[]): Started {
  const child = spawn(file, args, {
    env: { ...sandbox.env },
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let stdout = '';
  let look = () => {};
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
    look();
  });
  const ended = new Promise<number>((resolve) => {
    child.on('close', (status, signal) =>
      resolve(status ?? 128 + constants.signals[signal ?? 'SIGKILL']),
    );
  });
  const waitFor = (text: string) =>
    new Promise<string>((resolve, reject) => {
      look = () => {
        if (stdout.includes(text)) resolve(stdout);
      };
      look();
      void ended.then(() => reject(new Error(`ended without ${text}: ${stdout}`)));
    });
  return { child, waitFor, ended };
}

async function tellOf(signal: NodeJS.Signals, prefix: readonly string[]) {
  const { child, waitFor, ended } = start([...prefix, process.execPath, '-e', signalTeller]);
  await waitFor('ready');
  child.kill(signal);
  const told = await waitFor(`<${signal}>`);
  child.stdin?.end('end');
  return { told, status: await ended };
}

async function endBy(signal: NodeJS.Signals, prefix: readonly string[]) {
  const { child, waitFor, ended } = start([...prefix, 'sh', '-c', 'echo ready; exec cat']);
  await waitFor('ready');
  child.kill(signal);
  return { status: await ended };
}

for (const { name, node, isMissing } of runtimes)
  describe.skipIf(isMissing)(name, () => {
    const through = [node, awsxScript, 'exec', 'readonly', '--no-input', '--'];
    const signals = ['SIGUSR1', 'SIGUSR2', 'SIGTERM', 'SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGALRM'];

    it.each(signals as NodeJS.Signals[])('%s reaches the command', async (signal) => {
      const direct = await tellOf(signal, []);
      expect(direct).toEqual({ told: `ready\n<${signal}>\n`, status: 5 });
      expect(await tellOf(signal, through)).toEqual(direct);
    });

    it.each(signals as NodeJS.Signals[])('%s ends a command that waits', async (signal) => {
      const direct = await endBy(signal, []);
      expect(direct).toEqual({ status: 128 + constants.signals[signal] });
      expect(await endBy(signal, through)).toEqual(direct);
    });
  });
