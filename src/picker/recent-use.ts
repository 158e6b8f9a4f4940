/** How often and how lately profiles were used, as lines of text. Pure. */

/** What the picker knows about former uses. */
export interface RecentUse {
  /** By profile; greater for what was used often and lately. Absent for what was never used. */
  readonly frecency: ReadonlyMap<string, number>;
  readonly pins: ReadonlySet<string>;
}

export interface Use {
  readonly profile: string;
  readonly at: Date;
  /** How many uses the line stands for; 1 but in a compacted file. */
  readonly weight: number;
}

/** After a week a use counts half. */
const HALF_LIFE_SECONDS = 7 * 24 * 3600;
/** A loop over a hundred commands is one use. */
const SAME_USE_SECONDS = 600;
/** Above what uses ten minutes apart, for ever, add up to. */
const MAX_WEIGHT = 2000;
/** Times further ahead are of a clock that was wrong. */
const MAX_AHEAD_SECONDS = 24 * 3600;
/** What counts less is forgotten when the file is compacted: a use of a month ago. */
const LEAST_WEIGHT = 0.05;

/** One line for a use: seconds since 1970, weight, the name as JSON. */
export function formatUse({ profile, at, weight }: Use): string {
  const seconds = Math.floor(at.getTime() / 1000);
  return `${seconds} ${Number(weight.toFixed(2))} ${JSON.stringify(profile)}\n`;
}

/**
 * Sums up the uses of each profile, each decayed exponentially with its age. Damaged lines are
 * passed over.
 */
export function computeFrecency(text: string, now: Date): ReadonlyMap<string, number> {
  const nowSeconds = now.getTime() / 1000;
  const counted = new Map<string, { readonly at: number; readonly sum: number }>();
  for (const line of text.split('\n')) {
    const use = parseUse(line);
    if (use === undefined || use.at > nowSeconds + MAX_AHEAD_SECONDS) continue;
    const before = counted.get(use.profile);
    const elapsed = before === undefined ? Infinity : Math.abs(use.at - before.at);
    if (use.weight === 1 && elapsed < SAME_USE_SECONDS) continue;
    const sum = (before?.sum ?? 0) + use.weight * decay(nowSeconds - use.at);
    counted.set(use.profile, { at: use.at, sum });
  }
  return new Map([...counted].map(([profile, { sum }]) => [profile, sum]));
}

/** A text of one line for each profile that says the same as a longer one. */
export function compactUses(text: string, now: Date): string {
  return [...computeFrecency(text, now)]
    .filter(([, weight]) => weight >= LEAST_WEIGHT)
    .map(([profile, weight]) => formatUse({ profile, at: now, weight }))
    .join('');
}

function decay(ageSeconds: number): number {
  return 0.5 ** (Math.max(0, ageSeconds) / HALF_LIFE_SECONDS);
}

interface ParsedUse {
  readonly profile: string;
  readonly at: number;
  readonly weight: number;
}

function parseUse(line: string): ParsedUse | undefined {
  const [, at, weight, name] = /^(\d{1,12}) (\d{1,4}(?:\.\d{1,2})?) (".*")$/.exec(line) ?? [];
  const profile = name && parseName(name);
  if (profile === undefined || Number(weight) > MAX_WEIGHT) return undefined;
  return { profile, at: Number(at), weight: Number(weight) };
}

/** A name as JSON text; undefined when it is none. */
export function parseName(text: string): string | undefined {
  try {
    const name: unknown = JSON.parse(text);
    return typeof name === 'string' ? name : undefined;
  } catch {
    return undefined;
  }
}
