import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { answerKeychainCall } from '../../src/vault/answer-keychain-call.ts';
import type { KeychainCall } from '../../src/vault/keychain-call.ts';

/** Stand-ins for both packages, over one list of items. */
function createModules() {
  const items = new Map<string, string>();
  class AsyncEntry {
    readonly #name: string;
    constructor(service: string, account: string, options: unknown) {
      expect(options).toEqual({ linux: { store: 'secret-service' } });
      this.#name = `keyring ${service} ${account}`;
    }
    getPassword = async () => items.get(this.#name) ?? null;
    setPassword = async (value: string) => void items.set(this.#name, value);
    deleteCredential = async () => items.delete(this.#name);
  }
  const nameOf = (service: string, account: string) => `keytar ${service} ${account}`;
  const keytar = {
    getPassword: async (...name: [string, string]) => items.get(nameOf(...name)) ?? null,
    setPassword: async (service: string, account: string, value: string) =>
      void items.set(nameOf(service, account), value),
    deletePassword: async (...name: [string, string]) => items.delete(nameOf(...name)),
  };
  const modules: Readonly<Record<string, unknown>> = { '@napi-rs/keyring': { AsyncEntry }, keytar };
  return { items, loadModule: (name: string) => modules[name] };
}

const notAsked = () => Promise.reject(new Error('it was asked to unlock the keychain'));

async function ask(
  call: KeychainCall,
  loadModule: (name: string) => unknown,
  unlock: () => Promise<void> = notAsked,
): Promise<unknown> {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const answered = answerKeychainCall({ input, output, loadModule, unlock, die: () => undefined });
  const line = Buffer.from(`${JSON.stringify(call)}\n`);
  for (const byte of line) input.write(Buffer.from([byte]));
  await answered;
  return JSON.parse(await text(output));
}

test.each(['keyring', 'keytar'] as const)('makes the calls of %s', async (library) => {
  const { items, loadModule } = createModules();
  const place = { library, service: 's', account: 'ü 🔑' } as const;
  expect(await ask({ ...place, method: 'get' }, loadModule)).toEqual({});
  expect(await ask({ ...place, method: 'delete' }, loadModule)).toEqual({ value: false });
  expect(await ask({ ...place, method: 'set', value: 'a\0ü' }, loadModule)).toEqual({});
  expect([...items.keys()]).toEqual([`${library} s ü 🔑`]);
  expect(await ask({ ...place, method: 'get' }, loadModule)).toEqual({ value: 'a\0ü' });
  expect(await ask({ ...place, method: 'delete' }, loadModule)).toEqual({ value: true });
});

test('keytar’s items are JSON strings, others are given back as they are', async () => {
  const { items, loadModule } = createModules();
  const place = { library: 'keytar', service: 's', account: 'a' } as const;
  await ask({ ...place, method: 'set', value: 'a\0b' }, loadModule);
  expect(items.get('keytar s a')).toBe('"a\\u0000b"');
  for (const foreign of ['plain', '{"a":1}']) {
    items.set('keytar s a', foreign);
    expect(await ask({ ...place, method: 'get' }, loadModule)).toEqual({ value: foreign });
  }
});

test('answers with the message of a failure', async () => {
  const loadModule = () => {
    throw new Error('Cannot find module');
  };
  const call = { library: 'keytar', service: 's', account: 'a', method: 'get' } as const;
  expect(await ask(call, loadModule)).toEqual({ error: 'Cannot find module' });
});

describe('a keychain that is locked', () => {
  const call = { library: 'keyring', service: 's', account: 'a', method: 'get' } as const;

  test('is unlocked before it is called', async () => {
    const { items, loadModule } = createModules();
    const unlock = async () => void items.set('keyring s a', 'value');
    expect(await ask({ ...call, unlocksFirst: true }, loadModule, unlock)).toEqual({
      value: 'value',
    });
  });

  test('and stays so is not called', async () => {
    const unlock = () => Promise.reject(new Error('the prompt was dismissed'));
    const loadModule = () => Promise.reject(new Error('it was called'));
    expect(await ask({ ...call, unlocksFirst: true }, loadModule, unlock)).toEqual({
      error: 'the prompt was dismissed',
    });
  });
});

test('dies when nobody waits for the answer any more', async () => {
  const input = new PassThrough();
  const never = { getPassword: () => new Promise(() => undefined) };
  const dead = new Promise<string>((resolve) => {
    void answerKeychainCall({
      input,
      output: new PassThrough(),
      loadModule: () => never,
      unlock: notAsked,
      die: () => resolve('dead'),
    });
  });
  input.end('{"library":"keytar","service":"s","method":"get","account":"a"}\n');
  expect(await dead).toBe('dead');
});
