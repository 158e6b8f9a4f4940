/** What `sso populate` says of its work. Pure. */
import { printable } from '../../printable.ts';
import type { PopulatePlan } from '../../sso/plan-populate.ts';

/** Names of profiles are listed up to this many. */
const NAMED_PROFILES = 5;

/** `add 3 profiles, remove 1 profile`, or what was done; empty when there is nothing to do. */
export function describeChanges(plan: PopulatePlan, tense: 'future' | 'past'): string {
  const isPast = tense === 'past';
  const parts = [
    { verb: isPast ? 'added' : 'add', names: plan.added },
    { verb: isPast ? 'updated' : 'update', names: plan.updated },
    { verb: isPast ? 'removed' : 'remove', names: plan.removed },
  ].filter(({ names }) => names.length > 0);
  return parts.map(({ verb, names }) => `${verb} ${countProfiles(names)}`).join(', ');
}

/** What was left as it is, and why; one line each. */
export function describeLeft(plan: PopulatePlan): readonly string[] {
  const { alreadyThere, edited, stale } = plan;
  const others = alreadyThere.filter((name) => !edited.includes(name));
  return [
    ...describe(edited, 'written by an earlier run and edited since, so left as they are'),
    ...describe(others, 'there already for such a role, so left as they are'),
    ...describe(stale, 'written by an earlier run and not wanted any more; --prune removes them'),
  ];
}

function describe(names: readonly string[], what: string): readonly string[] {
  if (names.length === 0) return [];
  const shown = names.slice(0, NAMED_PROFILES).map(printable).join(', ');
  const left = names.length - NAMED_PROFILES;
  return [`${countProfiles(names)} ${what}: ${shown}${left > 0 ? ` and ${left} more` : ''}`];
}

function countProfiles(names: readonly string[]): string {
  return names.length === 1 ? '1 profile' : `${names.length} profiles`;
}
