import type { Readable, Writable } from 'node:stream';
import type { KeychainAnswer, KeychainCall } from './keychain-call.ts';
import { openKeyring } from './keyring-library.ts';
import { openKeytar } from './keytar-library.ts';
import type { LoadModule } from './system-keychain.ts';

export interface KeychainChildOptions {
  /** One line with the call; its end means that nobody waits for the answer any more. */
  readonly input: Readable;
  readonly output: Writable;
  readonly loadModule: LoadModule;
  /** Waits until the default collection of the Secret Service is unlocked. */
  unlock(): Promise<void>;
  /** Ends the process although a call of the keychain is under way. */
  die(): void;
}

/** Makes the one call that awsx asks for, and answers it. */
export async function answerKeychainCall(options: KeychainChildOptions): Promise<void> {
  const { input, output } = options;
  const call = await readCall(input);
  input.on('end', options.die);
  const answer = await makeCall(call, options);
  output.end(JSON.stringify(answer), () => input.destroy());
}

async function makeCall(
  call: KeychainCall,
  { loadModule, unlock }: KeychainChildOptions,
): Promise<KeychainAnswer> {
  const { service, account, value = '' } = call;
  try {
    if (call.unlocksFirst === true) await unlock();
    const open = call.library === 'keytar' ? openKeytar : openKeyring;
    const keychain = open(loadModule, service);
    if (call.method === 'set') await keychain.set(account, value);
    const result = call.method === 'set' ? undefined : await keychain[call.method](account);
    return result === undefined ? {} : { value: result };
  } catch (error) {
    return { error: error instanceof Error ? error.message : 'unknown' };
  }
}

/** The line is our parent's: it is taken for what it should be. */
function readCall(input: Readable): Promise<KeychainCall> {
  return new Promise((resolve) => {
    let text = '';
    const take = (chunk: Buffer): void => {
      text += chunk.toString('latin1');
      if (!text.endsWith('\n')) return;
      input.off('data', take);
      resolve(JSON.parse(Buffer.from(text, 'latin1').toString()));
      input.resume();
    };
    input.on('data', take);
  });
}
