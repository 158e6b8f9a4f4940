import type { Clock } from '../ports.ts';
import type { Identifiers } from './identifiers.ts';
import type { SandboxState } from './state.ts';

/** What the operations work on. */
export interface World {
  readonly clock: Pick<Clock, 'now'>;
  readonly identifiers: Identifiers;
  readonly state: SandboxState;
  /**
   * How long a new key is unknown and a changed or deleted one still works, since IAM is
   * eventually consistent. Zero makes every change take effect at once.
   */
  readonly keyDelaySeconds: number;
}
