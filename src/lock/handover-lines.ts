/** What a waiter and the leader say to each other about the leader's question. */
import type { Taker } from '../taken-over.ts';

export type WaiterLine =
  /** Is there a question that I could take over? */
  ({ readonly kind: 'look' } & Taker) | { readonly kind: 'take-over' };

export type LeaderLine =
  | { readonly kind: 'asking'; readonly terminal?: string }
  /** There is no question, or none that you may have. */
  | { readonly kind: 'working' }
  /** The lead is yours: claim the next generation. */
  | { readonly kind: 'yours' };

/** More than any of these lines needs. */
export const MOST_LINE_BYTES = 1024;

export function formatLine(line: WaiterLine | LeaderLine): string {
  return `${JSON.stringify(line)}\n`;
}

/** Undefined for what is no such line. */
export function parseWaiterLine(text: string): WaiterLine | undefined {
  const { kind, processId, terminal } = parseRecord(text);
  if (kind === 'take-over') return { kind };
  if (kind !== 'look' || typeof terminal !== 'string') return undefined;
  return Number.isSafeInteger(processId)
    ? { kind, processId: Number(processId), terminal }
    : undefined;
}

/** Undefined for what is no such line: an outcome, for one. */
export function parseLeaderLine(text: string): LeaderLine | undefined {
  const { kind, terminal } = parseRecord(text);
  if (kind === 'working' || kind === 'yours') return { kind };
  if (kind !== 'asking') return undefined;
  return typeof terminal === 'string' ? { kind, terminal } : { kind };
}

function parseRecord(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
