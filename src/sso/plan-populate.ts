import { createBlockChanges, type SectionText } from '../../profiles/change-blocks.ts';
import type { Document } from '../../profiles/document.ts';
import {
  type ProfileBlock,
  readBlockText,
  readBlockValue,
  readProfileBlocks,
} from '../../profiles/profile-blocks.ts';
import type { Change } from '../../profiles/text-changes.ts';
import { createPopulatedSection, readMark } from './populated-section.ts';
import type { WantedProfile } from './wanted-profiles.ts';

export interface PopulateRequest {
  /** The config file. */
  readonly document: Document;
  readonly ssoSession: string;
  readonly wanted: readonly WantedProfile[];
  readonly region?: string;
  /** Names of profiles that are not in the config file alone. */
  readonly takenNames: ReadonlySet<string>;
  /** Sections of earlier runs that are not wanted any more go. */
  readonly prunes: boolean;
}

export interface PopulatePlan {
  readonly changes: readonly Change[];
  /** Names of profiles, in the order of the file. */
  readonly added: readonly string[];
  readonly updated: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: readonly string[];
  /** Written by somebody, for a role that is wanted: they stay as they are. */
  readonly alreadyThere: readonly string[];
  /** Written by an earlier run and edited since, so kept. */
  readonly edited: readonly string[];
  /** Not wanted any more, but not to be removed either. */
  readonly stale: readonly string[];
}

/**
 * What to do to a config file so that it has a profile for every role that is wanted. Only sections
 * are touched that an earlier run wrote for the same session and that nobody edited since.
 *
 * @throws AwsxError `setting_invalid` for what the file cannot hold
 */
export function planPopulate(request: PopulateRequest): PopulatePlan {
  const { document, prunes } = request;
  const standing = readStanding(request);
  const { placed, alreadyThere } = placeProfiles(request, standing);
  const added = placed.filter(({ own }) => own === undefined);
  const updated = placed.flatMap(({ own, text, isSame }) =>
    own === undefined || isSame ? [] : [{ block: own, name: own.name, text }],
  );
  const names = new Set(namesOf(placed));
  const stale = [...standing.own.values()].filter(({ name }) => !names.has(name));
  const changes = createBlockChanges(document, {
    added: added.map(({ text }) => text),
    replaced: updated,
    removed: prunes ? stale : [],
  });
  return {
    changes,
    added: namesOf(added),
    updated: namesOf(updated),
    removed: prunes ? namesOf(stale) : [],
    unchanged: namesOf(placed.filter(({ isSame }) => isSame)),
    alreadyThere,
    edited: standing.edited,
    stale: prunes ? [] : namesOf(stale),
  };
}

/** What the file has already. */
interface Standing {
  /** Of earlier runs for the session, as they were written; by name. */
  readonly own: ReadonlyMap<string, ProfileBlock>;
  /** Of somebody else, by name. */
  readonly foreign: ReadonlyMap<string, ProfileBlock>;
  readonly edited: readonly string[];
}

function readStanding({ document, ssoSession, takenNames }: PopulateRequest): Standing {
  const own = new Map<string, ProfileBlock>();
  const foreign = new Map<string, ProfileBlock>();
  const edited: string[] = [];
  for (const block of readProfileBlocks(document)) {
    const { name } = block;
    const mark = readMark(readBlockText(document, block));
    const isOwn = mark?.ssoSession === ssoSession;
    // Settings of one profile in several places are somebody's work, whatever their marks say.
    const isRepeated = own.has(name) || foreign.has(name);
    if (isOwn && !mark.isEdited && !isRepeated && !takenNames.has(name)) {
      own.set(name, block);
      continue;
    }
    if (isOwn || own.has(name)) edited.push(name);
    own.delete(name);
    foreign.set(name, block);
  }
  return { own, foreign, edited };
}

interface PlacedProfile {
  readonly name: string;
  readonly text: SectionText;
  /** The section of an earlier run that it takes the place of. */
  readonly own?: ProfileBlock;
  /** It stands there as it is to be. */
  readonly isSame: boolean;
}

interface Placing {
  readonly placed: readonly PlacedProfile[];
  readonly alreadyThere: readonly string[];
}

/** Gives each profile the first of its names that nobody else has. */
function placeProfiles(request: PopulateRequest, standing: Standing): Placing {
  const used = new Set<string>();
  const placed: PlacedProfile[] = [];
  const alreadyThere: string[] = [];
  for (const wanted of request.wanted) {
    const name = chooseName(request, { standing, used, wanted });
    used.add(name);
    if (standing.foreign.has(name)) alreadyThere.push(name);
    else placed.push(placeProfile(request, standing.own.get(name), { ...wanted, name }));
  }
  return { placed, alreadyThere };
}

interface NameChoice {
  readonly standing: Standing;
  readonly used: ReadonlySet<string>;
  readonly wanted: WantedProfile;
}

function chooseName(request: PopulateRequest, { standing, used, wanted }: NameChoice): string {
  for (const name of wanted.names()) {
    if (used.has(name)) continue;
    const foreign = standing.foreign.get(name);
    if (foreign !== undefined && isFor(request, foreign, wanted)) return name;
    if (foreign === undefined && !request.takenNames.has(name)) return name;
  }
  throw new Error('names do not end');
}

/** Whether somebody's section stands for the very role that is wanted. */
function isFor(
  { document, ssoSession }: PopulateRequest,
  block: ProfileBlock,
  { accountId, roleName }: WantedProfile,
): boolean {
  const expected = { sso_session: ssoSession, sso_account_id: accountId, sso_role_name: roleName };
  return Object.entries(expected).every(
    ([key, value]) => readBlockValue(document, block, key) === value,
  );
}

function placeProfile(
  { document, ssoSession, region }: PopulateRequest,
  own: ProfileBlock | undefined,
  wanted: WantedProfile & { readonly name: string },
): PlacedProfile {
  const { name, accountId, accountName, roleName } = wanted;
  const text = createPopulatedSection({
    name,
    ssoSession,
    accountId,
    roleName,
    ...(accountName === undefined ? {} : { accountName }),
    ...(region === undefined ? {} : { region }),
  });
  if (own === undefined) return { name, text, isSame: false };
  const isSame = readBlockText(document, own).join('\n') === text.join('\n');
  return { name, text, own, isSame };
}

function namesOf(profiles: readonly { readonly name: string }[]): readonly string[] {
  return profiles.map(({ name }) => name);
}
