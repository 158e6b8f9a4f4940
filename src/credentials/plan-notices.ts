import type { ChainSource } from '../../profiles/chain-types.ts';
import { formatDuration } from '../duration.ts';
import { printable } from '../printable.ts';
import { shellWord } from '../shell-word.ts';
import { describeOrigin } from './plan-origin.ts';
import type { Step } from './types.ts';

/** What the person should know before the plan is run, one line each. */
export function createNotices(source: ChainSource, steps: readonly Step[]): readonly string[] {
  return [...plainTextNotice(source), ...steps.flatMap(capNotice)];
}

function plainTextNotice(source: ChainSource): readonly string[] {
  if (source.kind !== 'static-keys' || source.sessionToken !== undefined) return [];
  const name = printable(source.profile.name);
  const place = describeOrigin(source.secretAccessKey.origin);
  return [
    `profile "${name}" keeps its key in plain text (${place}): awsx add ${shellWord(source.profile.name)} puts it in the vault`,
  ];
}

function capNotice(step: Step): readonly string[] {
  if (!('duration' in step) || step.duration.cappedBecause === undefined) return [];
  const { asked, seconds, cappedBecause } = step.duration;
  const wish = `${formatDuration(asked.value)} (${describeOrigin(asked.origin)})`;
  return [
    `profile "${printable(step.profile)}" gets ${formatDuration(seconds)} instead of ${wish}: ${cappedBecause}`,
  ];
}
