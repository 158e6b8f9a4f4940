/** File vaults in temporary folders. */
import * as fs from 'node:fs';
import { join } from 'node:path';
import type { Environment, FileSystem, Questions } from '../../src/ports.ts';
import { createIdentityFile } from '../../src/vault/create-identity-file.ts';
import type { FileStoreOptions } from '../../src/vault/file-store.ts';
import { fakeClock } from '../credentials/fakes.ts';
import { createFakeQuestions } from '../fake-questions.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';

export const userId = process.getuid?.();

export interface VaultSettings {
  readonly folder?: string;
  readonly env?: Environment;
  readonly questions?: Questions;
  readonly fileSystem?: FileSystem;
}

/** Options of a file store with the cheapest scrypt, in a new folder unless one is given. */
export function fileVault(settings: VaultSettings = {}): FileStoreOptions {
  return {
    fileSystem: settings.fileSystem ?? fs,
    userId,
    clock: fakeClock(),
    folder: settings.folder ?? join(createTemporaryFolder(), 'vault'),
    env: settings.env ?? {},
    openQuestions: async () => settings.questions ?? createFakeQuestions(),
    scryptWorkFactor: 1,
  };
}

/** As {@link fileVault}, with a new identity file. */
export async function fileVaultWithIdentity(settings: VaultSettings = {}) {
  const identityFile = join(createTemporaryFolder(), 'identity.txt');
  await createIdentityFile({ fileSystem: fs, userId }, identityFile);
  const env = { AWSX_FILE_IDENTITY: identityFile };
  return { ...fileVault({ ...settings, env }), identityFile };
}
