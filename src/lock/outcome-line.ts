import type { Outcome, SharedFailure } from '../ports.ts';

/** What is longer is not read to its end. */
export const MOST_OUTCOME_BYTES = 64 * 1024;
const RELEASED: Outcome = { kind: 'released' };

/** One line of JSON. A failure too long to be read by the others is left out. */
export function formatOutcome(outcome: Outcome): string {
  const line = `${JSON.stringify(outcome)}\n`;
  return Buffer.byteLength(line) <= MOST_OUTCOME_BYTES ? line : `${JSON.stringify(RELEASED)}\n`;
}

/**
 * What a leader said when it left. Whatever is no outcome counts as "released": the reader then
 * looks in the cache and takes its turn, which is never wrong.
 */
export function parseOutcome(line: string): Outcome {
  const value = parseRecord(line);
  if (value['kind'] === 'finished') return { kind: 'finished' };
  const failure = value['kind'] === 'failed' ? readFailure(value['failure']) : undefined;
  return failure === undefined ? RELEASED : { kind: 'failed', failure };
}

function readFailure(value: unknown): SharedFailure | undefined {
  if (!isRecord(value)) return undefined;
  const { fingerprint, code, message, hint } = value;
  if (typeof fingerprint !== 'string') return undefined;
  if (typeof code !== 'string' || typeof message !== 'string') return undefined;
  if (hint === undefined) return { fingerprint, code, message };
  return typeof hint === 'string' ? { fingerprint, code, message, hint } : undefined;
}

function parseRecord(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
