import { foretellRun } from '../credentials/plan-outlook.ts';
import type { ListedSession } from '../credentials/session-cache.ts';
import type { Plan } from '../credentials/types.ts';
import { isAwsxError } from '../errors.ts';
import type { Clock } from '../ports.ts';
import { previewPlan } from './preview-plan.ts';

export interface PreviewInput {
  readonly planProfile: (profile: string) => Plan;
  readonly sessions: readonly ListedSession[];
  readonly clock: Clock;
}

/** The plan of a profile in a few printable lines, or why there is none. */
export function createPreview({ planProfile, sessions, clock }: PreviewInput) {
  return (profile: string): readonly string[] => {
    try {
      const plan = planProfile(profile);
      const now = clock.now();
      const outlooks = foretellRun({ plan, sessions, now, cacheUse: 'use' });
      return previewPlan({ plan, outlooks, now });
    } catch (error) {
      if (!isAwsxError(error)) throw error;
      return [error.message, ...(error.hint === undefined ? [] : [error.hint])];
    }
  };
}
