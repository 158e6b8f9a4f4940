import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FileSystem, SingleFlight } from '../../src/ports.ts';
import { createIndexFile, type IndexFile } from '../../src/vault/index-file.ts';
import { withRecord } from '../../src/vault/index-text.ts';
import { fakeClock } from '../credentials/fakes.ts';
import { createFakeSingleFlight } from '../fake-single-flight.ts';
import { createFaultyFileSystem } from '../faulty-file-system.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';

const dev = { profile: 'dev', accessKeyId: 'AKIAEXAMPLEEXAMPLE01', backend: 'file' };

test('is empty without a file, and then what was put into it', async () => {
  const { index, path } = createIndex();
  expect(index.read()).toEqual({ baseCredentials: [] });
  await index.update((before) => withRecord({ ...before, backend: 'file' }, dev));
  expect(index.read()).toEqual({ backend: 'file', baseCredentials: [dev] });
  expect(fs.statSync(path).mode & 0o777).toBe(0o600);
});

test('no change writes no file', async () => {
  const { index, path } = createIndex();
  await index.update((before) => before);
  expect(fs.existsSync(path)).toBe(false);
});

describe('a file that cannot be used', () => {
  test.each([
    ['{"version":1,', 'vault_damaged', 'is damaged'],
    [
      '{"version":9,"baseCredentials":[]}',
      'vault_unavailable',
      'by a newer awsx (its version is 9)',
    ],
  ])('%s is reported and left as it is', async (content, code, message) => {
    const { index, path } = createIndex();
    fs.mkdirSync(join(path, '..'));
    fs.writeFileSync(path, content);
    const expected = expect.objectContaining({ code, message: expect.stringContaining(message) });
    expect(() => index.read()).toThrow(expected);
    await expect(index.update((before) => withRecord(before, dev))).rejects.toEqual(expected);
    expect(fs.readFileSync(path, 'utf8')).toBe(content);
  });

  test('a failure at any call keeps the former index', async () => {
    const { index, path, folder } = createIndex();
    await index.update((before) => withRecord(before, dev));
    const other = { ...dev, profile: 'other' };
    const before = fs.readFileSync(path, 'utf8');
    let failures = 0;
    for (let call = 1; call <= 20; call += 1) {
      const { fileSystem } = createFaultyFileSystem(call);
      const update = openIndex(folder, { fileSystem }).update((read) => withRecord(read, other));
      await update.catch((error: unknown) => {
        failures += 1;
        expect(error).toMatchObject({ code: 'vault_unavailable' });
      });
      expect([1, 2]).toContain(index.read().baseCredentials.length);
      expect(fs.readdirSync(folder)).toEqual(['index.json']);
      fs.writeFileSync(path, before);
    }
    expect(failures).toBeGreaterThan(5);
  });
});

test('updates at the same time lose nothing', async () => {
  const { folder, singleFlight } = createIndex();
  const profiles = Array.from({ length: 30 }, (_, number) => `profile-${number}`);
  await Promise.all(
    profiles.map((profile) =>
      openIndex(folder, { singleFlight }).update((before) =>
        withRecord(before, { ...dev, profile }),
      ),
    ),
  );
  const kept = openIndex(folder, { singleFlight }).read().baseCredentials;
  expect(kept.map(({ profile }) => profile).sort()).toEqual(profiles.sort());
});

test('a follower takes its own turn, and a failure gives the turn on', async () => {
  const turns = ['follower', 'leader'] as const;
  const left: unknown[] = [];
  let entered = 0;
  const singleFlight: SingleFlight = {
    async enter() {
      const role = turns[entered++ % 2];
      if (role === 'follower') return { role, outcome: { kind: 'released' } };
      return { role: 'leader', leave: async (outcome) => void left.push(outcome) };
    },
  };
  const { folder } = createIndex();
  const index = openIndex(folder, { singleFlight });
  const failing = index.update(() => {
    throw new Error('change failed');
  });
  await expect(failing).rejects.toThrow('change failed');
  await index.update((before) => withRecord(before, dev));
  expect(index.read().baseCredentials).toEqual([dev]);
  expect(left).toEqual([{ kind: 'released' }, { kind: 'released' }]);
});

interface IndexSettings {
  readonly fileSystem?: FileSystem;
  readonly singleFlight?: SingleFlight;
}

function openIndex(folder: string, settings: IndexSettings = {}): IndexFile {
  const singleFlight = settings.singleFlight ?? createFakeSingleFlight();
  return createIndexFile({
    fileSystem: settings.fileSystem ?? fs,
    userId: process.getuid?.(),
    folder,
    clock: fakeClock(),
    openSingleFlight: async () => singleFlight,
  });
}

function createIndex() {
  const folder = join(createTemporaryFolder(), 'state');
  const singleFlight = createFakeSingleFlight();
  const index = openIndex(folder, { singleFlight });
  return { index, folder, singleFlight, path: join(folder, 'index.json') };
}
