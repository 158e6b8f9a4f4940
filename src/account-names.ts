/**
 * The names of accounts as Identity Center told them last, for the picker and for `list`: kept in
 * the state folder, so that nobody has to be asked. No secret, and no address of anybody.
 */
import { join } from 'node:path';
import { isAwsxError } from './errors.ts';
import { formatJson } from './format-json.ts';
import type { Context } from './ports.ts';
import { readPrivateFile, writePrivateFile } from './private-files.ts';
import { checkPrivateFolder, ensurePrivateFolder } from './private-folders.ts';

/** By account id. */
export type AccountNames = ReadonlyMap<string, string>;

type FileContext = Pick<Context, 'fileSystem' | 'userId' | 'folders'>;

const FILE = 'accounts.json';

/** What is known. A file that cannot be read is as good as none; never throws. */
export function readAccountNames(context: FileContext): AccountNames {
  const { state } = context.folders;
  try {
    checkPrivateFolder(context, state);
    return parseNames(readPrivateFile(context, join(state, FILE))?.toString('utf8') ?? '[]');
  } catch (error) {
    if (!isAwsxError(error)) throw error;
    return new Map();
  }
}

/** Adds names to those that are known; false when they could not be kept. */
export function rememberAccountNames(names: AccountNames, context: FileContext): boolean {
  const { state } = context.folders;
  const all = new Map([...readAccountNames(context), ...names]);
  const accounts = [...all].sort().map(([accountId, accountName]) => ({ accountId, accountName }));
  try {
    ensurePrivateFolder(context, state);
    writePrivateFile(context, { path: join(state, FILE), content: formatJson(accounts) });
    return true;
  } catch (error) {
    if (!isAwsxError(error)) throw error;
    return false;
  }
}

/** Whatever is no account in it is left out. */
function parseNames(text: string): AccountNames {
  const entries = parseJson(text);
  if (!Array.isArray(entries)) return new Map();
  return new Map(entries.flatMap((entry: unknown) => parseEntry(entry)));
}

function parseEntry(entry: unknown): readonly (readonly [string, string])[] {
  const { accountId, accountName } = Object(entry) as Record<string, unknown>;
  const isAccount =
    typeof accountId === 'string' && /^\d{12}$/.test(accountId) && typeof accountName === 'string';
  return isAccount ? [[accountId, accountName]] : [];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
