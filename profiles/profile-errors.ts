import { AwsxError } from '../src/errors.ts';
import { describeLocation, quoted } from './describe.ts';
import { nearestName } from './nearest-name.ts';
import type { Origin, SharedConfig } from './types.ts';

/**
 * Refuses a configuration with errors: AWS's specification lets none of it count.
 *
 * @throws AwsxError `config_invalid`
 */
export function assertUsable(config: SharedConfig): void {
  const error = config.diagnostics.find(({ level }) => level === 'error');
  if (error === undefined) return;
  throw new AwsxError('config_invalid', `${describeLocation(error)}: ${error.message}`, {
    hint: 'correct the file, or run awsx config to see everything that is wrong',
  });
}

/** A setting that names another profile. */
export interface Reference {
  readonly key: string;
  readonly profile: string;
  readonly origin: Origin;
}

/** The error for a profile that no file has; with the setting that named it, if one did. */
export function profileNotFound(
  config: SharedConfig,
  name: string,
  reference?: Reference,
): AwsxError {
  const hint = spellingHint(config, name);
  return new AwsxError('profile_not_found', describeMissing(name, reference), { hint });
}

/** The message of {@link profileNotFound}; its hint takes a look at every profile's name. */
export function describeMissing(name: string, reference?: Reference): string {
  return reference
    ? `profile ${quoted(name)} does not exist: it is the ${reference.key} of ${quoted(reference.profile)}${place(reference.origin)}`
    : `profile ${quoted(name)} does not exist`;
}

function spellingHint(config: SharedConfig, name: string): string {
  const nearest = nearestName(name, config.profiles.keys());
  if (nearest !== undefined) return `did you mean ${quoted(nearest)}?`;
  return 'run awsx list to see the profiles';
}

/** One profile of a cycle, with the setting that leads to the next. */
export interface CycleStep {
  readonly profile: string;
  readonly origin: Origin;
}

/** The error for profiles that lead back to the first of them. */
export function profileCycle(steps: readonly CycleStep[]): AwsxError {
  const path = steps.map(({ profile, origin }) => `${quoted(profile)}${place(origin)}`);
  const first = steps[0] === undefined ? '' : quoted(steps[0].profile);
  return new AwsxError('profile_cycle', `profiles form a loop: ${[...path, first].join(' -> ')}`, {
    hint: 'let one of them have credentials of its own, or another source',
  });
}

/** ` (FILE:LINE)` for a value from a file, else nothing. */
export function place(origin: Origin): string {
  return origin.kind === 'file' ? ` (${describeLocation(origin.location)})` : '';
}
