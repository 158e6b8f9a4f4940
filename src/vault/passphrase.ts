import { AwsxError, isAwsxError } from '../errors.ts';
import type { Environment, Questions } from '../ports.ts';
import { printable } from '../printable.ts';
import { Secret } from '../secret.ts';

/** Where a passphrase comes from: AWSX_FILE_PASSPHRASE, else a person. */
export interface PassphraseSource {
  readonly env: Environment;
  openQuestions(): Promise<Questions>;
}

const ATTEMPTS = 3;
const WAYS_TO_UNLOCK = 'set AWSX_FILE_PASSPHRASE or AWSX_FILE_IDENTITY, or run it on a terminal';

/**
 * Opens something with the vault's passphrase: asked for at most three times while `open` answers
 * undefined for a wrong one.
 *
 * @throws AwsxError `vault_locked` when no right passphrase came, and `cancelled`.
 */
export async function unlockWithPassphrase<T>(
  source: PassphraseSource,
  path: string,
  open: (passphrase: Secret) => Promise<T | undefined>,
): Promise<T> {
  const given = passphraseFromEnvironment(source.env);
  if (given !== undefined) return (await open(given)) ?? refuse(path, 'AWSX_FILE_PASSPHRASE');
  const ask = askWith(source, lockedFor);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const again = attempt === 1 ? '' : ' (that was not the right one)';
    const prompt = `Passphrase of the awsx vault${again}`;
    const passphrase = await ask((questions) => questions.askSecret(prompt));
    const opened = await open(passphrase);
    if (opened !== undefined) return opened;
  }
  return refuse(path, 'the passphrase');
}

/**
 * A passphrase for a new vault, typed twice when a person chooses it.
 *
 * @throws AwsxError `input_required` when nobody can be asked, `cancelled`.
 */
export async function chooseNewPassphrase(source: PassphraseSource): Promise<Secret> {
  const given = passphraseFromEnvironment(source.env);
  if (given !== undefined) return given;
  const ask = askWith(source, neededFor);
  return ask((questions) => questions.askNewSecret('New passphrase for the awsx vault'));
}

function passphraseFromEnvironment(env: Environment): Secret | undefined {
  const value = env['AWSX_FILE_PASSPHRASE'];
  return value === undefined || value === '' ? undefined : new Secret(value);
}

/** A vault that nobody can unlock is locked, whatever the reason that nobody can be asked. */
function lockedFor(cause: unknown): AwsxError {
  return new AwsxError('vault_locked', 'the vault needs its passphrase and nobody can be asked', {
    hint: WAYS_TO_UNLOCK,
    cause,
  });
}

function neededFor(cause: unknown): AwsxError {
  return new AwsxError('input_required', 'a new vault needs a passphrase', {
    hint: WAYS_TO_UNLOCK,
    cause,
  });
}

function askWith(source: PassphraseSource, describe: (cause: unknown) => AwsxError) {
  return async (put: (questions: Questions) => Promise<Secret>): Promise<Secret> => {
    try {
      return await put(await source.openQuestions());
    } catch (error) {
      throw isAwsxError(error) && error.code === 'input_required' ? describe(error) : error;
    }
  };
}

function refuse(path: string, what: string): never {
  throw new AwsxError('vault_locked', `${what} does not open ${printable(path)}`, {
    hint: 'try again; if the passphrase is surely right, the file is damaged: restore it from a backup',
  });
}
