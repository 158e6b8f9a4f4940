import { createHmac, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Context } from '../ports.ts';
import { createPrivateFile, readPrivateFile, writePrivateFile } from '../private-files.ts';
import { ensurePrivateFolder } from '../private-folders.ts';

/** AWS takes the codes of three windows of 30 s, each once; after that the digits may come back. */
const MEMORY_MILLISECONDS = 90_000;
const KEY_BYTES = 32;

/**
 * Codes that were sent lately. AWS refuses a code that it has seen, and the refusal looks like a
 * mistyped one.
 */
export interface UsedCodes {
  has(serialNumber: string, code: string): boolean;
  /** Called before the code is sent. Never throws: a code may be sent that is not remembered. */
  remember(serialNumber: string, code: string): void;
}

export interface UsedCodesOptions
  extends Pick<Context, 'fileSystem' | 'userId' | 'folders' | 'clock'> {
  readonly warn: (line: string) => void;
}

interface Entry {
  readonly digest: string;
  readonly forgetAt: number;
}

/**
 * Keeps an HMAC per device and code in the runtime folder, under a random key in the state
 * folder. A damaged file is an empty one.
 */
export function createUsedCodes(options: UsedCodesOptions): UsedCodes {
  const { folders, clock, warn } = options;
  const file = join(folders.runtime, 'used-codes');
  const now = (): number => clock.now().getTime();
  const digestOf = (serialNumber: string, code: string): string =>
    createHmac('sha256', readKey(options)).update(`${serialNumber}\n${code}`).digest('hex');
  return {
    has(serialNumber, code) {
      try {
        const digest = digestOf(serialNumber, code);
        return readEntries(options, file, now()).some((entry) => entry.digest === digest);
      } catch {
        return false;
      }
    },
    remember(serialNumber, code) {
      try {
        ensurePrivateFolder(options, folders.runtime);
        const forgetAt = now() + MEMORY_MILLISECONDS;
        const entry = { digest: digestOf(serialNumber, code), forgetAt };
        const entries = [...readEntries(options, file, now()), entry];
        writePrivateFile(options, { path: file, content: entries.map(formatEntry).join('') });
      } catch (error) {
        const reason = error instanceof Error ? error.message : 'unexpected failure';
        warn(`cannot remember that the MFA code was used: ${reason}`);
      }
    },
  };
}

function readKey(options: UsedCodesOptions): Buffer {
  const path = join(options.folders.state, 'used-codes-key');
  ensurePrivateFolder(options, options.folders.state);
  const key = readPrivateFile(options, path);
  if (key?.length === KEY_BYTES) return key;
  const content = randomBytes(KEY_BYTES);
  if (key !== undefined) writePrivateFile(options, { path, content });
  else if (!createPrivateFile(options, { path, content })) return readKey(options);
  return content;
}

function readEntries(options: UsedCodesOptions, file: string, now: number): readonly Entry[] {
  const lines = readPrivateFile(options, file)?.toString('latin1').split('\n') ?? [];
  return lines.map(parseEntry).filter((entry): entry is Entry => isFresh(entry, now));
}

/** An entry from the future is of a clock that was wrong, or damage. */
function isFresh(entry: Entry | undefined, now: number): boolean {
  return entry !== undefined && entry.forgetAt > now && entry.forgetAt <= now + MEMORY_MILLISECONDS;
}

function formatEntry({ forgetAt, digest }: Entry): string {
  return `${forgetAt} ${digest}\n`;
}

function parseEntry(line: string): Entry | undefined {
  const match = /^([0-9]{1,15}) ([0-9a-f]{64})$/.exec(line);
  const [, forgetAt, digest] = match ?? [];
  if (forgetAt === undefined || digest === undefined) return undefined;
  return { forgetAt: Number(forgetAt), digest };
}
