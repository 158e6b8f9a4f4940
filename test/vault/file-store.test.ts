import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AwsxError } from '../../src/errors.ts';
import { Secret } from '../../src/secret.ts';
import { createIdentityFile } from '../../src/vault/create-identity-file.ts';
import { createFileStore, itemFileName } from '../../src/vault/file-store.ts';
import { createFakeQuestions } from '../fake-questions.ts';
import { createFaultyFileSystem } from '../faulty-file-system.ts';
import { needs } from '../requirements.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';
import { describeSecretStore } from './contract.ts';
import { fileVault, fileVaultWithIdentity, userId } from './file-vaults.ts';

describeSecretStore('file, with AWSX_FILE_IDENTITY', async () => {
  const options = await fileVaultWithIdentity();
  return {
    store: createFileStore(options),
    reopen: async () => createFileStore(options),
    folder: options.folder,
  };
});

describeSecretStore('file, with a passphrase', async () => {
  const options = fileVault({ env: { AWSX_FILE_PASSPHRASE: 'open sesame' } });
  return {
    store: createFileStore(options),
    reopen: async () => createFileStore(options),
    folder: options.folder,
  };
});

describe('a vault with a passphrase', () => {
  test('asks for a new one, later once per run, and never to write', async () => {
    const { folder, questions: asked } = await createVaultByHand('open sesame');
    expect(asked).toEqual(['New passphrase for the awsx vault']);
    const questions = createFakeQuestions('open sesame');
    const store = createFileStore(fileVault({ folder, questions }));
    await store.set('other', new Secret('value'));
    expect(questions.asked).toEqual([]);
    const values = await Promise.all([store.get('key'), store.get('other'), store.get('key')]);
    expect(values.map((value) => value?.reveal())).toEqual(['value', 'value', 'value']);
    expect(questions.asked).toEqual(['Passphrase of the awsx vault']);
  });

  test('is not made when no passphrase was chosen', async () => {
    const questions = {
      ...createFakeQuestions(),
      askNewSecret: () => Promise.reject(new AwsxError('cancelled', 'cancelled')),
    };
    const options = fileVault({ questions });
    const set = createFileStore(options).set('key', new Secret('value'));
    await expect(set).rejects.toMatchObject({ code: 'cancelled' });
    expect(fs.existsSync(options.folder)).toBe(false);
  });

  test('takes a right passphrase after wrong ones, at most the third', async () => {
    const { folder } = await createVaultByHand('right');
    const forgetful = createFakeQuestions('wrong', 'worse', 'right');
    const opened = await createFileStore(fileVault({ folder, questions: forgetful })).get('key');
    expect(opened?.reveal()).toBe('value');
    expect(forgetful.asked[1]).toBe('Passphrase of the awsx vault (that was not the right one)');

    const stranger = createFakeQuestions('1', '2', '3', 'right');
    const refused = createFileStore(fileVault({ folder, questions: stranger })).get('key');
    await expect(refused).rejects.toMatchObject({ code: 'vault_locked' });
    expect(stranger.asked).toHaveLength(3);
  });

  test('stays locked for a wrong AWSX_FILE_PASSPHRASE and when nobody can be asked', async () => {
    const { folder } = await createVaultByHand('right');
    const wrong = fileVault({ folder, env: { AWSX_FILE_PASSPHRASE: 'wrong' } });
    await expect(createFileStore(wrong).get('key')).rejects.toMatchObject({
      code: 'vault_locked',
      message: `AWSX_FILE_PASSPHRASE does not open ${join(folder, 'identity.age')}`,
    });
    await expect(createFileStore(fileVault({ folder })).get('key')).rejects.toMatchObject({
      code: 'vault_locked',
      message: 'the vault needs its passphrase and nobody can be asked',
    });
  });

  test('cannot be made when nobody can be asked', async () => {
    const set = createFileStore(fileVault()).set('key', new Secret('value'));
    await expect(set).rejects.toMatchObject({
      code: 'input_required',
      hint: expect.stringContaining('AWSX_FILE_PASSPHRASE'),
    });
  });

  test('that another awsx makes at the same moment becomes one vault', async () => {
    const settings = { env: { AWSX_FILE_PASSPHRASE: 'open sesame' } };
    const { folder } = fileVault(settings);
    const stores = Array.from({ length: 6 }, () =>
      createFileStore(fileVault({ ...settings, folder })),
    );
    await Promise.all(stores.map((store, index) => store.set(`${index}`, new Secret('value'))));
    const reader = createFileStore(fileVault({ ...settings, folder }));
    for (const index of stores.keys()) {
      expect((await reader.get(`${index}`))?.reveal()).toBe('value');
    }
  });

  test('asks nothing for an item that does not exist', async () => {
    expect(await createFileStore(fileVault()).get('key')).toBeUndefined();
  });
});

describe('a vault with AWSX_FILE_IDENTITY', () => {
  test.each([0o640, 0o604, 0o666])('refuses an identity file of mode %o', async (mode) => {
    const options = await fileVaultWithIdentity();
    fs.chmodSync(options.identityFile, mode);
    await expect(createFileStore(options).set('key', new Secret('value'))).rejects.toMatchObject({
      code: 'vault_unavailable',
      hint: `run chmod 600 ${options.identityFile}`,
    });
  });

  test('says when the identity file is missing', async () => {
    const options = fileVault({ env: { AWSX_FILE_IDENTITY: '/nowhere/identity' } });
    await expect(createFileStore(options).set('key', new Secret('value'))).rejects.toMatchObject({
      code: 'vault_unavailable',
      message: 'the identity file /nowhere/identity that AWSX_FILE_IDENTITY names does not exist',
      hint: 'create it with: age-keygen -o /nowhere/identity',
    });
  });

  test.each([
    '',
    '# only a comment\n',
    'AGE-SECRET-KEY-1SHORT',
    'AGE-SECRET-KEY-PQ-1ABC',
    '\u0000',
  ])('refuses an identity file that holds %j', async (content) => {
    const options = await fileVaultWithIdentity();
    fs.writeFileSync(options.identityFile, content);
    const set = createFileStore(options).set('key', new Secret('value'));
    await expect(set).rejects.toMatchObject({ code: 'vault_damaged' });
  });

  test('refuses to read or write with an identity of another vault', async () => {
    const first = await fileVaultWithIdentity();
    await createFileStore(first).set('key', new Secret('value'));
    const second = createFileStore(await fileVaultWithIdentity({ folder: first.folder }));
    const locked = { code: 'vault_locked' };
    await expect(second.get('key')).rejects.toMatchObject(locked);
    await expect(second.set('key', new Secret('other'))).rejects.toMatchObject(locked);
    expect((await createFileStore(first).get('key'))?.reveal()).toBe('value');
  });

  test('says what is missing when the variable is not set any more', async () => {
    const { folder, ...options } = await fileVaultWithIdentity();
    await createFileStore({ ...options, folder }).set('key', new Secret('value'));
    await expect(createFileStore(fileVault({ folder })).get('key')).rejects.toMatchObject({
      code: 'vault_unavailable',
      hint: 'set AWSX_FILE_IDENTITY to the identity file that it was made with',
    });
  });

  test('an identity file is never overwritten', async () => {
    const { identityFile } = await fileVaultWithIdentity();
    const before = fs.readFileSync(identityFile, 'utf8');
    const again = createIdentityFile({ fileSystem: fs, userId }, identityFile);
    await expect(again).rejects.toMatchObject({ code: 'already_exists' });
    expect(fs.readFileSync(identityFile, 'utf8')).toBe(before);
    expect(fs.statSync(identityFile).mode & 0o777).toBe(0o600);
  });
});

describe('damage', () => {
  test.each([
    ['cut short', (content: Buffer) => content.subarray(0, 40)],
    ['empty', () => Buffer.alloc(0)],
    ['changed', (content: Buffer) => flipLastBit(content)],
    ['followed by more', (content: Buffer) => Buffer.concat([content, Buffer.from('x')])],
    ['something else', () => Buffer.from('hello')],
  ])('is reported for an item that is %s', async (_, damage) => {
    const options = await fileVaultWithIdentity();
    const store = createFileStore(options);
    await store.set('key', new Secret('value'));
    const path = join(options.folder, 'items', itemFileName('key'));
    fs.writeFileSync(path, damage(fs.readFileSync(path)));
    await expect(store.get('key')).rejects.toMatchObject({
      code: 'vault_damaged',
      message: `the vault item ${path} cannot be opened`,
    });
  });

  test.each([
    ['identity.age', 'not an age file'],
    ['recipient.txt', 'not a recipient'],
  ])('is reported for %s', async (name, content) => {
    const { folder } = await createVaultByHand('right');
    fs.writeFileSync(join(folder, name), content);
    const store = createFileStore(fileVault({ folder, questions: createFakeQuestions('right') }));
    const damaged = { code: 'vault_damaged', message: `${join(folder, name)} is damaged` };
    await expect(store.get('key')).rejects.toMatchObject(damaged);
  });

  test('an identity that a killed awsx left without its recipient is taken up', async () => {
    const { folder } = await createVaultByHand('right');
    const recipient = fs.readFileSync(join(folder, 'recipient.txt'), 'utf8');
    fs.rmSync(join(folder, 'recipient.txt'));
    const questions = createFakeQuestions('right');
    await createFileStore(fileVault({ folder, questions })).set('other', new Secret('value'));
    expect(fs.readFileSync(join(folder, 'recipient.txt'), 'utf8')).toBe(recipient);
    expect(questions.asked).toEqual(['Passphrase of the awsx vault']);
  });

  test('a failure at any call loses no item and leaves no other file', async () => {
    const options = await fileVaultWithIdentity();
    const store = createFileStore(options);
    await store.set('key', new Secret('old'));
    const counting = createFaultyFileSystem(0);
    await createFileStore({ ...options, fileSystem: counting.fileSystem }).set(
      'key',
      new Secret('old'),
    );
    const before = fs.readdirSync(options.folder, { recursive: true });
    for (let call = 1; call <= counting.calls.length; call += 1) {
      const { fileSystem } = createFaultyFileSystem(call, 'EDQUOT');
      const set = createFileStore({ ...options, fileSystem }).set('key', new Secret('new'));
      await set.catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'vault_unavailable' });
      });
      expect((await store.get('key'))?.reveal()).toMatch(/^(old|new)$/);
      expect(fs.readdirSync(options.folder, { recursive: true })).toEqual(before);
    }
    expect(counting.calls.length).toBeGreaterThan(10);
  });
});

test('the file names of items tell nothing and fit every file system', () => {
  const names = ['a', 'A', '../x', 'con', 'x'.repeat(5000), '🔑'].map(itemFileName);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[0-9a-f]{64}\.age$/);
});

test.skipIf(needs('age'))('the age tool opens items', async () => {
  const options = await fileVaultWithIdentity();
  await createFileStore(options).set('key', new Secret('for age'));
  const item = join(options.folder, 'items', itemFileName('key'));
  const output = execFileSync('age', ['--decrypt', '--identity', options.identityFile, item]);
  expect(output.toString()).toBe('for age');
});

test.skipIf(needs('age', 'age-keygen'))('an identity of age-keygen opens the vault', async () => {
  const identityFile = join(createTemporaryFolder(), 'identity.txt');
  execFileSync('age-keygen', ['-o', identityFile], { stdio: 'ignore' });
  const options = fileVault({ env: { AWSX_FILE_IDENTITY: identityFile } });
  await createFileStore(options).set('key', new Secret('value'));
  expect((await createFileStore(options).get('key'))?.reveal()).toBe('value');
});

async function createVaultByHand(...answers: readonly string[]) {
  const questions = createFakeQuestions(...answers);
  const options = fileVault({ questions });
  await createFileStore(options).set('key', new Secret('value'));
  return { folder: options.folder, questions: questions.asked };
}

function flipLastBit(content: Buffer): Buffer {
  return Buffer.concat([content.subarray(0, -1), Buffer.from([(content.at(-1) ?? 0) ^ 1])]);
}
