/** Which backend keeps the secrets. Pure: what has to be tried is said, not done. */
import { AwsxError } from '../errors.ts';
import type { BackendName, Environment } from '../ports.ts';
import { printable } from '../printable.ts';
import { insideSandbox } from '../sandbox-environment.ts';

/** What a new vault tries, in this order. */
const CANDIDATES: readonly BackendName[] = ['keychain', 'file'];
/** What this awsx can open: `keytar` only when it is named. */
export const BUILT: readonly BackendName[] = ['keychain', 'keytar', 'file'];

export interface BackendSituation {
  /** `--backend`. */
  readonly requested?: string;
  readonly env: Environment;
  /** What the index records. */
  readonly recorded?: string;
}

export type BackendChoice =
  /** `asked` when the command or the environment named it: then nothing else is looked into. */
  | { readonly kind: 'named'; readonly backend: BackendName; readonly asked: boolean }
  /** The first of these that keeps a value is taken and recorded. */
  | { readonly kind: 'probe'; readonly candidates: readonly BackendName[] };

/**
 * The backend that `--backend` or AWSX_BACKEND names, else the recorded one, else the candidates
 * of a new vault. In the sandbox only `file`, so that nothing of it gets into a real keychain.
 *
 * @throws AwsxError `invalid_argument` for a name that awsx does not know or the sandbox refuses;
 *   `vault_unavailable` when the recorded backend is not one this awsx can open.
 */
export function chooseBackend(situation: BackendSituation): BackendChoice {
  const asked = situation.requested ?? (situation.env['AWSX_BACKEND'] || undefined);
  if (asked !== undefined) {
    return { kind: 'named', backend: checkAsked(asked, situation), asked: true };
  }
  const { recorded, env } = situation;
  if (recorded === undefined) {
    return { kind: 'probe', candidates: insideSandbox(env) ? ['file'] : CANDIDATES };
  }
  checkSandbox(recorded, env);
  return { kind: 'named', backend: requireBuilt(recorded), asked: false };
}

/**
 * The backend that the index names for one item.
 *
 * @throws AwsxError `vault_unavailable` when it is not one this awsx can open.
 */
export function requireBuilt(recorded: string): BackendName {
  const backend = findBuilt(recorded);
  if (backend !== undefined) return backend;
  throw new AwsxError(
    'vault_unavailable',
    `the vault is kept in the backend "${printable(recorded)}", which this awsx cannot open`,
    { hint: `it can open: ${BUILT.join(', ')}` },
  );
}

function checkAsked(asked: string, { requested, env }: BackendSituation): BackendName {
  checkSandbox(asked, env);
  const backend = findBuilt(asked);
  if (backend !== undefined) return backend;
  const source = requested === undefined ? 'AWSX_BACKEND' : '--backend';
  throw new AwsxError('invalid_argument', `${source}: unknown backend "${printable(asked)}"`, {
    hint: `use one of: ${BUILT.join(', ')}`,
  });
}

function checkSandbox(backend: string, env: Environment): void {
  if (!insideSandbox(env) || backend === 'file') return;
  throw new AwsxError(
    'invalid_argument',
    `inside the sandbox the vault is a file, not "${printable(backend)}"`,
    { hint: 'leave the sandbox, or drop --backend and AWSX_BACKEND' },
  );
}

function findBuilt(name: string): BackendName | undefined {
  return BUILT.find((backend) => backend === name);
}
