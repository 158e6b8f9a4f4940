import type { Caller } from '../caller.ts';
import { assumeRoleConstraints, tagKey, tagValue } from '../constraints.ts';
import { type Form, readList } from '../form.ts';
import { invalidParameterValue } from '../service-error.ts';
import { type Check, validate } from '../validate.ts';

/** The session tags of an AssumeRole call. */
export interface SessionTags {
  /** What the request asks for. */
  readonly requested: ReadonlyMap<string, string>;
  /** The requested ones and those that the calling session hands on. */
  readonly all: ReadonlyMap<string, string>;
  readonly transitiveKeys: readonly string[];
}

/**
 * Reads `Tags` and `TransitiveTagKeys` and joins the transitive tags of the calling session.
 * Throws ValidationError and InvalidParameterValue.
 */
export function readSessionTags(form: Form, caller: Caller): SessionTags {
  const items = readList(form, 'Tags');
  const keys = readList(form, 'TransitiveTagKeys').map((item) => item.get(''));
  validate([...checkTags(items), ...checkTransitiveKeys(keys)]);
  const requested = new Map(
    items.map((item) => [item.get('Key') ?? '', item.get('Value') ?? ''] as const),
  );
  const transitiveKeys = keys.map((key) => key ?? '');
  refuseDuplicates(items);
  refuseUnknownTransitiveKeys(requested, transitiveKeys);
  const inherited = getInheritedTags(caller);
  refuseConflicts(requested, inherited);
  return {
    requested,
    all: new Map([...inherited, ...requested]),
    transitiveKeys: [...inherited.keys(), ...transitiveKeys],
  };
}

function checkTags(items: readonly Form[]): readonly Check[] {
  return [
    { location: 'tags', value: items.length, constraint: assumeRoleConstraints.Tags },
    ...items.flatMap((item, index) => {
      const location = `tags.${index + 1}.member`;
      return [
        {
          location: `${location}.key`,
          value: item.get('Key'),
          constraint: { ...tagKey, required: true as const },
        },
        {
          location: `${location}.value`,
          value: item.get('Value'),
          constraint: { ...tagValue, required: true as const },
        },
      ];
    }),
  ];
}

function checkTransitiveKeys(keys: readonly (string | undefined)[]): readonly Check[] {
  const constraint = assumeRoleConstraints.TransitiveTagKeys;
  return [
    { location: 'transitiveTagKeys', value: keys.length, constraint },
    ...keys.map((value, index) => ({
      location: `transitiveTagKeys.${index + 1}.member`,
      value,
      constraint: { ...tagKey, required: true as const },
    })),
  ];
}

function refuseDuplicates(items: readonly Form[]): void {
  const keys = new Set(items.map((item) => item.get('Key')?.toLowerCase()));
  if (keys.size === items.length) return;
  throw invalidParameterValue(
    'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
  );
}

function refuseUnknownTransitiveKeys(
  requested: ReadonlyMap<string, string>,
  transitiveKeys: readonly string[],
): void {
  const known = lowerCaseKeys(requested);
  if (transitiveKeys.every((key) => known.has(key.toLowerCase()))) return;
  throw invalidParameterValue(
    'The specified transitive tag key must be included in the requested tags.',
  );
}

function getInheritedTags(caller: Caller): ReadonlyMap<string, string> {
  if (caller.kind !== 'role-session') return new Map();
  const transitive = new Set(caller.transitiveTagKeys.map((key) => key.toLowerCase()));
  return new Map([...caller.tags].filter(([key]) => transitive.has(key.toLowerCase())));
}

function refuseConflicts(
  requested: ReadonlyMap<string, string>,
  inherited: ReadonlyMap<string, string>,
): void {
  const taken = lowerCaseKeys(inherited);
  if (![...requested.keys()].some((key) => taken.has(key.toLowerCase()))) return;
  throw invalidParameterValue(
    "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
  );
}

function lowerCaseKeys(tags: ReadonlyMap<string, string>): ReadonlySet<string> {
  return new Set([...tags.keys()].map((key) => key.toLowerCase()));
}
