import { join } from 'node:path';
import { AwsxError } from '../errors.ts';
import { printable } from '../printable.ts';
import {
  createPrivateFile,
  type PrivateFileAccess,
  readPrivateFile,
  readSecretFile,
} from '../private-files.ts';
import { ensurePrivateFolder } from '../private-folders.ts';
import { Secret } from '../secret.ts';
import { shellWord } from '../shell-word.ts';
import { formatIdentity, parseIdentity } from './identity-text.ts';
import { chooseNewPassphrase, type PassphraseSource, unlockWithPassphrase } from './passphrase.ts';

/**
 * OWASP's least cost for scrypt (N = 2^17, r = 8). docs/vault.md has what each factor takes.
 */
const SCRYPT_WORK_FACTOR = 17;

export interface FileIdentityOptions extends PrivateFileAccess, PassphraseSource {
  /** The vault's folder. */
  readonly folder: string;
  /** Less than the default only in tests. */
  readonly scryptWorkFactor?: number;
}

/** The key pair of a file vault: what it encrypts to and what it opens items with. */
export interface FileIdentity {
  /** Asks nothing, except when the vault is new: then the identity is created. */
  getRecipient(): Promise<string>;
  /** Opens the identity; the passphrase is asked for once. */
  open(): Promise<Secret>;
}

/**
 * The key pair in a vault's folder. `recipient.txt` is written last of all at creation: without
 * it the vault counts as new, and an `identity.age` that a killed awsx left is taken up.
 *
 * @throws AwsxError (its methods) `vault_unavailable` for files that are missing or may not be
 *   used, `vault_locked` for an identity that does not open this vault, `vault_damaged`, and what
 *   asking for a passphrase throws.
 */
export function createFileIdentity(options: FileIdentityOptions): FileIdentity {
  let opened: Promise<Secret> | undefined;
  const open = (): Promise<Secret> => {
    opened ??= openIdentity(options);
    return opened;
  };
  return {
    open,
    async getRecipient() {
      const known = readRecipient(options);
      if (known === undefined) return createRecipient(options, await createOrOpen());
      if (identityFileOf(options) !== undefined) await open();
      return known;
    },
  };

  function createOrOpen(): Promise<Secret> {
    opened ??= needsIdentity(options) ? createProtectedIdentity(options) : openIdentity(options);
    return opened;
  }
}

/** True for a new vault that is to be protected by a passphrase. */
function needsIdentity(options: FileIdentityOptions): boolean {
  if (identityFileOf(options) !== undefined) return false;
  return readPrivateFile(options, protectedIdentityPath(options)) === undefined;
}

async function openIdentity(options: FileIdentityOptions): Promise<Secret> {
  const identityFile = identityFileOf(options);
  const identity =
    identityFile === undefined
      ? await openProtectedIdentity(options)
      : await openIdentityFile(options, identityFile);
  const recipient = readRecipient(options);
  const { recipientOf } = await import('./age.ts');
  if (recipient !== undefined && recipient !== (await recipientOf(identity.reveal()))) {
    const source = identityFile ?? protectedIdentityPath(options);
    throw new AwsxError(
      'vault_locked',
      `the identity in ${printable(source)} is not the one that opens ${printable(options.folder)}`,
      { hint: 'AWSX_FILE_IDENTITY names the file that the vault was made with, or is unset' },
    );
  }
  return identity;
}

async function openIdentityFile(options: FileIdentityOptions, path: string): Promise<Secret> {
  const content = readSecretFile(options, path);
  if (content !== undefined) return requireIdentity(content.toString('utf8'), path);
  throw new AwsxError(
    'vault_unavailable',
    `the identity file ${printable(path)} that AWSX_FILE_IDENTITY names does not exist`,
    { hint: `create it with: age-keygen -o ${shellWord(path)}` },
  );
}

async function openProtectedIdentity(options: FileIdentityOptions): Promise<Secret> {
  const path = protectedIdentityPath(options);
  const content = readPrivateFile(options, path);
  if (content === undefined) {
    throw new AwsxError(
      'vault_unavailable',
      `the vault ${printable(options.folder)} has no identity of its own`,
      { hint: 'set AWSX_FILE_IDENTITY to the identity file that it was made with' },
    );
  }
  const { decryptWithPassphrase } = await import('./age.ts');
  checkIsAgeFile(content, path);
  const text = await unlockWithPassphrase(options, path, (passphrase) =>
    decryptWithPassphrase(content, passphrase.reveal()).catch(() => undefined),
  );
  return requireIdentity(text, path);
}

async function createProtectedIdentity(options: FileIdentityOptions): Promise<Secret> {
  const passphrase = await chooseNewPassphrase(options);
  const { createIdentity, encryptWithPassphrase, recipientOf } = await import('./age.ts');
  const identity = await createIdentity();
  const content = await encryptWithPassphrase(
    formatIdentity(identity, await recipientOf(identity)),
    {
      passphrase: passphrase.reveal(),
      scryptWorkFactor: options.scryptWorkFactor ?? SCRYPT_WORK_FACTOR,
    },
  );
  ensurePrivateFolder(options, options.folder);
  const created = createPrivateFile(options, { path: protectedIdentityPath(options), content });
  return created ? new Secret(identity) : openProtectedIdentity(options);
}

async function createRecipient(options: FileIdentityOptions, identity: Secret): Promise<string> {
  const { recipientOf } = await import('./age.ts');
  const recipient = await recipientOf(identity.reveal());
  ensurePrivateFolder(options, options.folder);
  createPrivateFile(options, { path: recipientPath(options), content: `${recipient}\n` });
  const kept = readRecipient(options);
  if (kept === recipient) return recipient;
  throw new AwsxError('vault_locked', 'another awsx made this vault with another identity', {
    hint: 'run the command again with the same AWSX_FILE_IDENTITY',
  });
}

function readRecipient(options: FileIdentityOptions): string | undefined {
  const path = recipientPath(options);
  const recipient = readPrivateFile(options, path)?.toString('utf8').trim();
  if (recipient === undefined || /^age1[02-9a-z]{58}$/.test(recipient)) return recipient;
  throw damaged(path, "write the public key of the vault's identity into it");
}

function requireIdentity(text: string, path: string): Secret {
  const identity = parseIdentity(text);
  if (identity !== undefined) return new Secret(identity);
  throw damaged(path, 'it must hold one line AGE-SECRET-KEY-1…, as age-keygen writes it');
}

/** So that a damaged file is not taken for a wrong passphrase, as far as that can be told. */
function checkIsAgeFile(content: Buffer, path: string): void {
  if (content.toString('latin1').startsWith('age-encryption.org/v1\n-> scrypt ')) return;
  throw damaged(path, 'restore it from a backup');
}

function damaged(path: string, hint: string): AwsxError {
  return new AwsxError('vault_damaged', `${printable(path)} is damaged`, { hint });
}

function identityFileOf({ env }: FileIdentityOptions): string | undefined {
  return env['AWSX_FILE_IDENTITY'] || undefined;
}

function protectedIdentityPath({ folder }: FileIdentityOptions): string {
  return join(folder, 'identity.age');
}

function recipientPath({ folder }: FileIdentityOptions): string {
  return join(folder, 'recipient.txt');
}
