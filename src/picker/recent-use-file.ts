/** The picker's own two files in the state folder. No secret: names of profiles and times. */
import { join } from 'node:path';
import { isAwsxError } from '../errors.ts';
import type { Context } from '../ports.ts';
import { readPrivateFile, removePrivateFile, writePrivateFile } from '../private-files.ts';
import { checkPrivateFolder, ensurePrivateFolder } from '../private-folders.ts';
import { compactUses, computeFrecency, parseName, type RecentUse } from './recent-use.ts';
import { USES_FILE } from './record-use.ts';

const PINS_FILE = 'pins';
/** Some hundred uses. */
const COMPACT_ABOVE_BYTES = 16 * 1024;

type FileContext = Pick<Context, 'fileSystem' | 'userId' | 'folders' | 'clock'>;

/** What was used and what is pinned. Files that cannot be read are as good as empty. */
export function readRecentUse(context: FileContext): RecentUse {
  const uses = readQuietly(USES_FILE, context);
  return {
    frecency: computeFrecency(uses, context.clock.now()),
    pins: new Set(parsePins(readQuietly(PINS_FILE, context))),
  };
}

/**
 * Makes the list of uses shorter when it has grown. A use that is written at the same moment may
 * be lost. Never throws.
 */
export function compactRecentUse(context: FileContext): void {
  const uses = readQuietly(USES_FILE, context);
  if (uses.length <= COMPACT_ABOVE_BYTES) return;
  writeQuietly(USES_FILE, compactUses(uses, context.clock.now()), context);
}

/** Sets a pin or takes it away; false when it could not be kept. */
export function writePin(profile: string, isPinned: boolean, context: FileContext): boolean {
  const others = parsePins(readQuietly(PINS_FILE, context)).filter((name) => name !== profile);
  const pins = isPinned ? [...others, profile] : others;
  const content = pins.map((name) => `${JSON.stringify(name)}\n`).join('');
  return writeQuietly(PINS_FILE, content, context);
}

/**
 * Forgets which profiles were used. Pins stay: they are a person's choice.
 *
 * @throws AwsxError `vault_unavailable` when the file cannot be removed
 */
export function removeRecentUse(context: FileContext): void {
  removePrivateFile(context, join(context.folders.state, USES_FILE));
}

function parsePins(text: string): readonly string[] {
  return text.split('\n').flatMap((line) => parseName(line) ?? []);
}

function readQuietly(name: string, context: FileContext): string {
  const { state } = context.folders;
  try {
    checkPrivateFolder(context, state);
    return readPrivateFile(context, join(state, name))?.toString('utf8') ?? '';
  } catch (error) {
    if (!isAwsxError(error)) throw error;
    return '';
  }
}

function writeQuietly(name: string, content: string, context: FileContext): boolean {
  const { state } = context.folders;
  try {
    ensurePrivateFolder(context, state);
    writePrivateFile(context, { path: join(state, name), content });
    return true;
  } catch (error) {
    if (!isAwsxError(error)) throw error;
    return false;
  }
}
