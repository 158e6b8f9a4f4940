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
  const questions = await source.openQuestions();
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const again = attempt === 1 ? '' : ' (that was not the right one)';
    const passphrase = await askToUnlock(questions, `Passphrase of the awsx vault${again}`);
    const opened = await open(passphrase);
    if (opened !== undefined) return opened;
  }
  return refuse(path, 'the passphrase');
}

/**
 * A passphrase for a new vault, typed twice when a person chooses it.
 *
 * @throws AwsxError `input_required` when nobody can be asked, `cancelled`, `invalid_argument`
 *   when no two answers were the same.
 */
export async function chooseNewPassphrase(source: PassphraseSource): Promise<Secret> {
  const given = passphraseFromEnvironment(source.env);
  if (given !== undefined) return given;
  const questions = await source.openQuestions();
  let remark = '';
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const first = await askForNew(questions, `New passphrase for the awsx vault${remark}`);
    if (first.reveal() === '') {
      remark = ' (an empty one protects nothing)';
      continue;
    }
    const second = await askForNew(questions, 'The same passphrase again');
    if (first.reveal() === second.reveal()) return first;
    remark = ' (the two were not the same)';
  }
  throw new AwsxError('invalid_argument', 'no passphrase was chosen for the vault', {
    hint: 'run the command again',
  });
}

function passphraseFromEnvironment(env: Environment): Secret | undefined {
  const value = env['AWSX_FILE_PASSPHRASE'];
  return value === undefined || value === '' ? undefined : new Secret(value);
}

/** A vault that nobody can unlock is locked, whatever the reason that nobody can be asked. */
async function askToUnlock(questions: Questions, prompt: string): Promise<Secret> {
  try {
    return await questions.askSecret(prompt);
  } catch (error) {
    if (!isAwsxError(error) || error.code !== 'input_required') throw error;
    throw new AwsxError('vault_locked', 'the vault needs its passphrase and nobody can be asked', {
      hint: WAYS_TO_UNLOCK,
      cause: error,
    });
  }
}

async function askForNew(questions: Questions, prompt: string): Promise<Secret> {
  try {
    return await questions.askSecret(prompt);
  } catch (error) {
    if (!isAwsxError(error) || error.code !== 'input_required') throw error;
    throw new AwsxError('input_required', 'a new vault needs a passphrase', {
      hint: WAYS_TO_UNLOCK,
      cause: error,
    });
  }
}

function refuse(path: string, what: string): never {
  throw new AwsxError('vault_locked', `${what} does not open ${printable(path)}`, {
    hint: 'try again; if the passphrase is surely right, the file is damaged: restore it from a backup',
  });
}
