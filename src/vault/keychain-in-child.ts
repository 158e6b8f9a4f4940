import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { dropUndefined } from '../drop-undefined.ts';
import { AwsxError } from '../errors.ts';
import type { Environment, Program } from '../ports.ts';
import { CHILD_SCRIPT, type KeychainAnswer, type KeychainCall } from './keychain-call.ts';
import { keychainLocked } from './keychain-errors.ts';
import type { KeychainLibrary, SystemKeychain } from './system-keychain.ts';

export interface KeychainInChildOptions {
  readonly library: KeychainLibrary;
  readonly service: string;
  readonly program: Program;
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  readonly timeoutMilliseconds: number;
  /** The Secret Service is locked: libraries unlock the items that they find, and no others. */
  readonly unlocksFirst: boolean;
  /** Called when a call is under way and can be ended. */
  onWaiting?(): void;
}

const ENDING_SIGNALS = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

/**
 * A keychain each of whose calls runs in a process of its own: only that can be ended while a
 * dialog is open. Values cross the child's pipes and nothing else.
 *
 * @throws AwsxError (its methods) `cancelled` by a signal; `vault_locked` when time runs out;
 *   Error with the library's words
 */
export function createKeychainInChild(options: KeychainInChildOptions): SystemKeychain {
  const { library, service, unlocksFirst } = options;
  const call = (method: KeychainCall['method'], account: string, value?: string) =>
    runCall(dropUndefined({ library, service, method, account, value, unlocksFirst }), options);
  return {
    get: async (account) => {
      const value = await call('get', account);
      return typeof value === 'string' ? value : undefined;
    },
    set: async (account, value) => void (await call('set', account, value)),
    delete: async (account) => (await call('delete', account)) === true,
  };
}

async function runCall(call: KeychainCall, options: KeychainInChildOptions) {
  const child = startChild(options);
  let failure: AwsxError | undefined;
  const end = (error: AwsxError): void => {
    failure ??= error;
    child.kill('SIGKILL');
  };
  const onSignal = () => end(new AwsxError('cancelled', 'the keychain was not unlocked'));
  for (const signal of ENDING_SIGNALS) process.on(signal, onSignal);
  const timer = setTimeout(
    () => end(keychainLocked(': nobody unlocked it', options.platform)),
    options.timeoutMilliseconds,
  );
  try {
    options.onWaiting?.();
    child.stdin.write(`${JSON.stringify(call)}\n`);
    const output = await readOutput(child);
    if (failure !== undefined) throw failure;
    return readAnswer(output);
  } finally {
    clearTimeout(timer);
    for (const signal of ENDING_SIGNALS) process.off(signal, onSignal);
  }
}

/** In a session of its own, so that Ctrl-C reaches awsx alone; its stdin stays open until its end. */
function startChild({ program, env }: KeychainInChildOptions) {
  const child = spawn(program.interpreter, [join(dirname(program.script), CHILD_SCRIPT)], {
    env: { ...env },
    stdio: ['pipe', 'pipe', 'ignore'],
    detached: true,
    windowsHide: true,
  });
  child.stdin.on('error', () => undefined);
  return child;
}

function readOutput(child: ReturnType<typeof startChild>): Promise<string> {
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve(Buffer.concat(chunks).toString()));
  });
}

/** The output may hold a secret: an error about it must not quote it. */
function readAnswer(output: string): string | boolean | undefined {
  let answer: KeychainAnswer;
  try {
    answer = JSON.parse(output);
  } catch {
    throw new Error('the process that reads the keychain ended early');
  }
  if ('error' in answer) throw new Error(answer.error);
  return answer.value;
}
