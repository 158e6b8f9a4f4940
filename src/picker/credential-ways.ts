/** Where the chains of many profiles lead: shared parts are followed once. Pure. */
import { type ChainStep, decideStep } from '../../profiles/chain-step.ts';
import type { ChainSource } from '../../profiles/chain-types.ts';
import { quoted } from '../../profiles/describe.ts';
import { describeMissing, type Reference } from '../../profiles/profile-errors.ts';
import type { ResolvedProfile } from '../../profiles/resolve-profile.ts';
import type { SharedConfig } from '../../profiles/types.ts';
import { classifyStep, type ProfileKind, readProfile } from '../classify-step.ts';
import { AwsxError, isAwsxError } from '../errors.ts';

/** How a profile comes to its credentials. */
export interface CredentialWay {
  readonly profile: ResolvedProfile;
  readonly kind: ProfileKind;
  readonly accountId: string | undefined;
  readonly source: ChainSource;
  /** The role that is assumed last; for a profile that only points at another, that one's. */
  readonly roleArn: string | undefined;
  /** Of the profiles whose role is assumed, whether one has a device; undefined without a role. */
  readonly rolesNeedMfa: boolean | undefined;
  /** Whether the source, or a profile that only points at it, has a device. */
  readonly sourceHasDevice: boolean;
}

/** @throws AwsxError when a profile cannot be used */
export type FindWay = (profile: string) => CredentialWay;

/**
 * Finds the ways of the profiles of a usable configuration. Follows the same rules as
 * `resolveChain`, but each profile once, however many chains it is part of.
 */
export function createFindWay(
  config: SharedConfig,
  hasBaseCredential: (profile: string) => boolean,
): FindWay {
  const ways = new Map<string, CredentialWay | AwsxError>();
  const read = (name: string, reference?: Reference): Link => {
    const isStored = hasBaseCredential(name);
    if (!isStored && !config.profiles.has(name)) throw missing(name, reference);
    const profile = readProfile(config, name);
    const isSelected = reference === undefined;
    const input = { config, profile, isSelected, hasBaseCredential: isStored };
    return { profile, step: decideStep(input) };
  };
  return (name) => {
    const selected = read(name);
    const { next } = selected.step;
    if (next.kind === 'source') return addSource(selected, next.source);
    const source = followSource(leadOf(name, next), { ways, read });
    if (source instanceof AwsxError) throw source;
    return addLink(selected, source);
  };
}

/** A profile with what it adds to a chain. */
interface Link {
  readonly profile: ResolvedProfile;
  readonly step: ChainStep;
}

type NextProfile = Extract<ChainStep['next'], { readonly kind: 'profile' }>;

/** The name of a source, and the setting that has it. */
interface Lead {
  readonly name: string;
  readonly reference: Reference;
}

function leadOf(profile: string, { setting, key }: NextProfile): Lead {
  return { name: setting.value, reference: { key, profile, origin: setting.origin } };
}

interface Known {
  /** Of the profiles that were followed as sources. */
  readonly ways: Map<string, CredentialWay | AwsxError>;
  readonly read: (profile: string, reference: Reference) => Link;
}

/** Not by recursion: a chain may be as long as the file. */
function followSource(start: Lead, known: Known): CredentialWay | AwsxError {
  const { path, end } = walkToKnown(start, known);
  let way = end;
  for (const link of path.reverse()) {
    way = way instanceof AwsxError ? way : addLink(link, way);
    known.ways.set(link.profile.name, way);
  }
  return way;
}

interface Walk {
  /** What has to be added to the end, the last one first. */
  readonly path: Link[];
  readonly end: CredentialWay | AwsxError;
}

function walkToKnown(start: Lead, { ways, read }: Known): Walk {
  const path: Link[] = [];
  let lead = start;
  for (;;) {
    const { name } = lead;
    const known = ways.get(name);
    if (known !== undefined) return { path, end: known };
    const link = readQuietly(lead, read);
    if (link instanceof AwsxError) return { path, end: link };
    const { next } = link.step;
    if (next.kind === 'source') {
      const end = addSource(link, next.source);
      ways.set(name, end);
      return { path, end };
    }
    path.push(link);
    ways.set(name, loop(name));
    lead = leadOf(name, next);
  }
}

function readQuietly({ name, reference }: Lead, read: Known['read']): Link | AwsxError {
  try {
    return read(name, reference);
  } catch (error) {
    if (!isAwsxError(error)) throw error;
    return error;
  }
}

/** The way of a profile that has the credentials itself. */
function addSource({ profile, step }: Link, source: ChainSource): CredentialWay {
  const { kind, accountId } = classifyStep(profile, step);
  const roleArn = step.roleArn ?? (source.kind === 'web-identity' ? source.roleArn : undefined);
  const sourceHasDevice = profile.mfaSerial !== undefined;
  const rolesNeedMfa = step.roleArn && sourceHasDevice;
  return {
    profile,
    kind,
    accountId,
    source,
    roleArn: roleArn?.value,
    rolesNeedMfa,
    sourceHasDevice,
  };
}

/** The way of a profile whose credentials are made from another's, or are the other's. */
function addLink({ profile, step }: Link, rest: CredentialWay): CredentialWay {
  const { kind, accountId } = classifyStep(profile, step);
  const { source } = rest;
  const hasDevice = profile.mfaSerial !== undefined;
  if (step.roleArn === undefined) {
    const sourceHasDevice = hasDevice || rest.sourceHasDevice;
    return { ...rest, profile, kind, sourceHasDevice };
  }
  const roleArn = step.roleArn.value;
  const rolesNeedMfa = hasDevice || rest.rolesNeedMfa === true;
  const { sourceHasDevice } = rest;
  return { profile, kind, accountId, source, roleArn, rolesNeedMfa, sourceHasDevice };
}

function missing(name: string, reference: Reference | undefined): AwsxError {
  return new AwsxError('profile_not_found', describeMissing(name, reference));
}

function loop(name: string): AwsxError {
  return new AwsxError('profile_cycle', `profile ${quoted(name)} leads back to itself`);
}
