import type { Chain } from '../../profiles/chain-types.ts';
import { nearestName } from '../../profiles/nearest-name.ts';
import type { ResolvedProfile } from '../../profiles/resolve-profile.ts';
import { parseList } from '../../profiles/setting-values.ts';
import type { Origin, Setting } from '../../profiles/types.ts';
import { AwsxError } from '../errors.ts';
import { printable } from '../printable.ts';
import { shellWord } from '../shell-word.ts';
import { partitionOfArn } from './partition.ts';
import { describeOrigin } from './plan-origin.ts';
import { invalid } from './plan-values.ts';
import { checkPolicyArns, checkPolicyDocument, type PolicyOwner } from './policy-document.ts';
import type { NarrowingRequest } from './role-options.ts';
import type { Narrowing } from './types.ts';

/**
 * Reads the file that a setting names.
 *
 * @throws AwsxError when it cannot be read
 */
export type ReadPolicyFile = (path: Setting<string>) => {
  /** Its absolute path. */
  readonly file: string;
  readonly text: string;
};

/** What the profiles of a chain ask, by the profile whose session it is about. */
export type NarrowingRequests = ReadonlyMap<ResolvedProfile, readonly NarrowingRequest[]>;

/**
 * Gives each profile that has a session of its own (a role, or the source) its own requests and
 * those of the profiles that only point at it.
 */
export function collectNarrowing({ source, links }: Chain): NarrowingRequests {
  const requests = new Map<ResolvedProfile, readonly NarrowingRequest[]>();
  let owner = source.profile;
  requests.set(owner, requestsOf(owner));
  for (const { kind, profile } of links) {
    if (kind === 'role') owner = profile;
    const own = requestsOf(profile);
    const others = kind === 'role' ? [] : (requests.get(owner) ?? []);
    // Two profiles that include the same key ask the same thing.
    const isNew = (request: NarrowingRequest) =>
      !others.some((other) => describeOrigin(other.origin) === describeOrigin(request.origin));
    requests.set(owner, [...others, ...own.filter(isNew)]);
  }
  return requests;
}

function requestsOf({ policy, policyArns }: ResolvedProfile): readonly NarrowingRequest[] {
  return [
    ...(policy ? [{ kind: 'policy' as const, ...policy }] : []),
    ...(policyArns ? [{ kind: 'policy-arns' as const, ...policyArns }] : []),
  ];
}

export interface NarrowingInput {
  /** The profile whose role it is. */
  readonly profile: string;
  readonly requests: readonly NarrowingRequest[];
  readonly roleArn: string;
  /** The `awsx_scope_NAME` settings by NAME. */
  readonly scopes: ReadonlyMap<string, Setting<string>>;
  readonly readPolicyFile: ReadPolicyFile;
}

/**
 * What narrows a role's session; undefined when nobody asked. AWS allows a session what any of its
 * session policies allows, so that two would be wider than each: they are refused.
 *
 * @throws AwsxError `usage` and `setting_conflict` for two, `invalid_argument` and
 *   `setting_invalid` for what AWS would refuse, and as {@link ReadPolicyFile} does
 */
export function resolveNarrowing(input: NarrowingInput): Narrowing | undefined {
  const [request, second] = input.requests;
  if (request === undefined) return undefined;
  if (second !== undefined) throw twoNarrowings(input.profile, request, second);
  const { origin } = request;
  switch (request.kind) {
    case 'read-only': {
      const { partition } = ownerOf(input.roleArn);
      return { origin, policyArns: [`arn:${partition}:iam::aws:policy/ReadOnlyAccess`] };
    }
    case 'policy':
      return { origin, ...readPolicy(request, input) };
    case 'policy-arns':
      return { origin, ...readArns(request, input) };
    case 'scope': {
      const setting = findScope(request, input);
      const isArns = setting.value.startsWith('arn:');
      const arns = { value: parseList(setting.value), origin: setting.origin };
      const content = isArns ? readArns(arns, input) : readPolicy(setting, input);
      return { origin, scope: setting.origin, ...content };
    }
  }
}

type Content<K extends 'policy' | 'policyArns'> = Omit<
  Extract<Narrowing, Readonly<Record<K, unknown>>>,
  'origin' | 'scope'
>;

function readPolicy(
  setting: Setting<string>,
  { readPolicyFile }: NarrowingInput,
): Content<'policy'> {
  const { value, origin } = setting;
  const place = describeOrigin(origin);
  if (value.trimStart().startsWith('{')) {
    return { policy: checkPolicyDocument(value, `the policy (${place})`, origin) };
  }
  if (value.startsWith('arn:')) {
    const instead = origin.kind === 'flag' ? '--policy-arn' : 'awsx_policy_arns';
    throw invalid(setting, 'is an ARN, where a policy or its file is expected', instead);
  }
  const { file, text } = readPolicyFile(setting);
  const what = `the policy ${printable(file)} (${place})`;
  return { policy: checkPolicyDocument(text, what, origin), file };
}

function readArns(
  { value, origin }: Setting<readonly string[]>,
  { roleArn }: NarrowingInput,
): Content<'policyArns'> {
  return { policyArns: checkPolicyArns(value, origin, ownerOf(roleArn)) };
}

function ownerOf(roleArn: string): PolicyOwner {
  const accountId = roleArn.split(':')[4] ?? '';
  return { partition: partitionOfArn(roleArn)?.name ?? 'aws', accountId };
}

/** Keys are compared in lower case, and so are scopes. */
function findScope(request: Setting<string>, { scopes, profile }: NarrowingInput): Setting<string> {
  const scope = scopes.get(request.value.toLowerCase());
  if (scope !== undefined) return scope;
  const nearest = nearestName(request.value, scopes.keys());
  const known = [...scopes.keys()].map(printable).join(', ');
  throw new AwsxError(
    'invalid_argument',
    `profile "${printable(profile)}" has no scope "${printable(request.value)}"`,
    {
      hint:
        nearest !== undefined
          ? `did you mean --scope ${shellWord(nearest)}?`
          : `${known ? `its scopes: ${known}` : 'it has none'}; awsx_scope_NAME in the profile makes one`,
    },
  );
}

function twoNarrowings(
  profile: string,
  first: NarrowingRequest,
  second: NarrowingRequest,
): AwsxError {
  const [one, other] = [first, second].map(({ origin }) => describeOrigin(origin));
  return new AwsxError(
    isFlag(first.origin) && isFlag(second.origin) ? 'usage' : 'setting_conflict',
    `profile "${printable(profile)}" is narrowed by both ${one} and ${other}: what session policies allow adds up, so the two would allow more than each`,
    { hint: hintAboutTwo(first.origin, second.origin) },
  );
}

function hintAboutTwo(first: Origin, second: Origin): string {
  if (isFlag(first) === isFlag(second)) return 'leave out one of them';
  return 'leave out the flag; what is only sometimes wanted is an awsx_scope_NAME, for --scope NAME';
}

function isFlag({ kind }: Origin): boolean {
  return kind === 'flag';
}
