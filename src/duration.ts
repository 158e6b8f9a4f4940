/** Longer texts are no durations; the limit keeps every sum an exact integer. */
const MAX_LENGTH = 20;
const UNITS = { h: 3600, m: 60, s: 1 } as const;
const PART = /(\d+(?:\.\d+)?)([hms])/g;
const WHOLE = /^(?:\d+(?:\.\d+)?[hms])+$/;

/**
 * Seconds of a duration as people write it: plain seconds (`5400`) or the notation that aws-vault
 * takes from Go (`1h30m`, `90m`, `1.5h`). Undefined for everything else, fractions of a second
 * included.
 */
export function parseDuration(text: string): number | undefined {
  const trimmed = text.trim();
  if (trimmed.length > MAX_LENGTH) return undefined;
  if (/^\d+$/.test(trimmed)) return toWholeSeconds(Number(trimmed));
  if (!WHOLE.test(trimmed)) return undefined;
  let seconds = 0;
  for (const [, amount, unit] of trimmed.matchAll(PART)) {
    seconds += Number(amount) * UNITS[unit as keyof typeof UNITS];
  }
  return toWholeSeconds(seconds);
}

function toWholeSeconds(seconds: number): number | undefined {
  return Number.isSafeInteger(seconds) ? seconds : undefined;
}

/** The shortest way to write whole seconds: `1h`, `1h30m`, `45s`, `0s`. */
export function formatDuration(seconds: number): string {
  const parts = [
    { unit: 'h', amount: Math.floor(seconds / 3600) },
    { unit: 'm', amount: Math.floor((seconds % 3600) / 60) },
    { unit: 's', amount: Math.floor(seconds % 60) },
  ];
  const text = parts
    .filter(({ amount }) => amount > 0)
    .map(({ unit, amount }) => `${amount}${unit}`)
    .join('');
  return text === '' ? '0s' : text;
}
