import { randomBytes } from 'node:crypto';
import { AwsxError, isAwsxError } from '../errors.ts';
import type { BackendName, Context, SecretStore } from '../ports.ts';
import { printable } from '../printable.ts';
import { Secret } from '../secret.ts';
import type { IndexFile } from './index-file.ts';
import { isFromNoAnswer } from './no-answer.ts';

/** What a new vault was given. It stays so. */
export interface NewVault {
  readonly backend: BackendName;
  readonly passedOver: readonly PassedOver[];
}

/** A backend that was tried before, and why it cannot be used. */
export interface PassedOver {
  readonly backend: BackendName;
  readonly reason: string;
}

export interface FindStoreOptions {
  readonly context: Pick<Context, 'openStore'>;
  readonly index: IndexFile;
  readonly candidates: readonly BackendName[];
  readonly onChosen?: ((choice: NewVault) => void) | undefined;
}

/**
 * The first store that is there is taken and recorded, one that is locked for now included.
 *
 * @throws AwsxError `vault_locked` for a locked one; `vault_unavailable` when none works or one
 *   does not answer
 */
export async function findStore(options: FindStoreOptions): Promise<SecretStore> {
  const { context, index, candidates, onChosen } = options;
  const passedOver: PassedOver[] = [];
  let cause: AwsxError | undefined;
  for (const backend of candidates) {
    const trial = await tryStore(context, backend);
    if (trial.kind === 'absent') {
      cause = trial.cause;
      passedOver.push({ backend, reason: printable(cause.message) });
      continue;
    }
    await index.update((before) => ({ backend, ...before }));
    onChosen?.({ backend, passedOver });
    if (trial.kind === 'locked') throw trial.cause;
    return trial.store;
  }
  if (cause !== undefined && candidates.length === 1) throw cause;
  const reasons = passedOver.map(({ backend, reason }) => `${backend}: ${reason}`);
  throw new AwsxError('vault_unavailable', `no vault works here; ${reasons.join('; ')}`, {
    hint: 'mend one of them, then run the command again',
    cause,
  });
}

type Trial =
  | { readonly kind: 'works'; readonly store: SecretStore }
  | { readonly kind: 'locked'; readonly cause: AwsxError }
  | { readonly kind: 'absent'; readonly cause: AwsxError };

/** One that does not answer in time is not absent: the next would be chosen for good. */
async function tryStore(
  context: FindStoreOptions['context'],
  backend: BackendName,
): Promise<Trial> {
  try {
    const store = await context.openStore(backend);
    if (await keepsValues(store)) return { kind: 'works', store };
    const message = 'it does not keep what it is given';
    return { kind: 'absent', cause: new AwsxError('vault_unavailable', message) };
  } catch (error) {
    if (!isAwsxError(error)) throw error;
    if (error.code === 'vault_locked') return { kind: 'locked', cause: error };
    if (error.code !== 'vault_unavailable' || isFromNoAnswer(error)) throw error;
    return { kind: 'absent', cause: error };
  }
}

/** Writes a value, reads it back and deletes it: some stores forget without a word. */
async function keepsValues(store: SecretStore): Promise<boolean> {
  const random = randomBytes(16).toString('hex');
  const key = `probe/${random}`;
  await store.set(key, new Secret(random));
  const kept = await store.get(key);
  await store.delete(key);
  return kept?.reveal() === random;
}
