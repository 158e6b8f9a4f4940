import { join } from 'node:path';
import { AwsxError } from '../errors.ts';
import type { Clock } from '../ports.ts';
import { printable } from '../printable.ts';
import { type PrivateFileAccess, readPrivateFile, writePrivateFile } from '../private-files.ts';
import { checkPrivateFolder, ensurePrivateFolder, removeLeftovers } from '../private-folders.ts';
import { emptyIndex, formatIndex, parseIndex, type VaultIndex } from './index-text.ts';
import { type AloneOptions, runAlone } from './run-alone.ts';

export interface IndexFileOptions extends PrivateFileAccess, AloneOptions {
  /** awsx's state folder. */
  readonly folder: string;
  readonly clock: Clock;
}

/** `index.json` in the state folder: what the vault holds, without its secrets. */
export interface IndexFile {
  /** An empty index when there is no file. */
  read(): VaultIndex;
  /** Applies a change to the newest index, so that no other awsx's change is lost. */
  update(change: (index: VaultIndex) => VaultIndex): Promise<void>;
}

/**
 * @throws AwsxError (its methods) `vault_damaged` for a file that is no index and
 *   `vault_unavailable` for one of a newer awsx or one that may not be read or written. The file
 *   is then left as it is.
 */
export function createIndexFile(options: IndexFileOptions): IndexFile {
  return {
    read: () => readIndex(options),
    update: (change) =>
      runAlone(options, 'index', async () => {
        const before = readIndex(options);
        const after = change(before);
        if (formatIndex(after) !== formatIndex(before)) writeIndex(options, after);
      }),
  };
}

function readIndex(options: IndexFileOptions): VaultIndex {
  const path = indexPath(options);
  checkPrivateFolder(options, options.folder);
  const content = readPrivateFile(options, path);
  if (content === undefined) return emptyIndex;
  const parsed = parseIndex(content.toString('utf8'));
  switch (parsed.kind) {
    case 'index':
      return parsed.index;
    case 'newer':
      throw new AwsxError(
        'vault_unavailable',
        `${printable(path)} was written by a newer awsx (its version is ${parsed.version})`,
        { hint: 'use the newer awsx' },
      );
    case 'damaged':
      throw new AwsxError('vault_damaged', `the vault's index ${printable(path)} is damaged`, {
        hint: 'move it away and run awsx add for each profile: keys that are still in the vault are found again',
      });
  }
}

function writeIndex(options: IndexFileOptions, index: VaultIndex): void {
  ensurePrivateFolder(options, options.folder);
  removeLeftovers(options, options.folder, options.clock.now());
  writePrivateFile(options, { path: indexPath(options), content: formatIndex(index) });
}

function indexPath({ folder }: IndexFileOptions): string {
  return join(folder, 'index.json');
}
