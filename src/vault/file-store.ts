import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { AwsxError } from '../errors.ts';
import type { Clock, SecretStore } from '../ports.ts';
import { printable } from '../printable.ts';
import {
  type PrivateFileAccess,
  readPrivateFile,
  removePrivateFile,
  writePrivateFile,
} from '../private-files.ts';
import { checkPrivateFolder, ensurePrivateFolder, removeLeftovers } from '../private-folders.ts';
import { Secret } from '../secret.ts';
import { createFileIdentity, type FileIdentityOptions } from './file-identity.ts';

export interface FileStoreOptions extends FileIdentityOptions {
  readonly clock: Clock;
}

/**
 * The `file` backend: one age file per item, which the `age` tool can open with the vault's
 * identity. Writing needs no passphrase, since items are encrypted to a public key.
 *
 * @throws AwsxError (its methods) as SecretStore says, and what asking for a passphrase throws.
 */
export function createFileStore(options: FileStoreOptions): SecretStore {
  const identity = createFileIdentity(options);
  const items = join(options.folder, 'items');
  const pathOf = (key: string): string => join(items, itemFileName(key));
  return {
    name: 'file',
    async get(key) {
      checkPrivateFolder(options, options.folder);
      checkPrivateFolder(options, items);
      const content = readPrivateFile(options, pathOf(key));
      if (content === undefined) return undefined;
      return decryptItem(content, { path: pathOf(key), identity: await identity.open() });
    },
    async set(key, value) {
      const { encryptToRecipient } = await import('./age.ts');
      const content = await encryptToRecipient(value.reveal(), await identity.getRecipient());
      prepareFolder(options, items);
      writePrivateFile(options, { path: pathOf(key), content });
    },
    async delete(key) {
      return removePrivateFile(options, pathOf(key));
    },
  };
}

/**
 * The name of an item's file. A digest, because a profile name may be longer than a file name,
 * hold any character, be a device on Windows (`con`), or differ from another in case alone.
 */
export function itemFileName(key: string): string {
  return `${createHash('sha256').update(key).digest('hex')}.age`;
}

function prepareFolder(options: PrivateFileAccess & { readonly clock: Clock }, folder: string) {
  ensurePrivateFolder(options, folder);
  removeLeftovers(options, folder, options.clock.now());
}

interface ItemSource {
  readonly path: string;
  readonly identity: Secret;
}

async function decryptItem(content: Buffer, { path, identity }: ItemSource): Promise<Secret> {
  const { decryptWithIdentity } = await import('./age.ts');
  try {
    return new Secret(await decryptWithIdentity(content, identity.reveal()));
  } catch (error) {
    throw new AwsxError('vault_damaged', `the vault item ${printable(path)} cannot be opened`, {
      hint: 'restore it from a backup, or remove it and store its content again',
      cause: error,
    });
  }
}
