import type { Clock } from '../src/ports.ts';
import { isOpenPaste, type Key, parseKeys, parseRest } from './keys.ts';

/** How long an Esc waits for the rest of a sequence; a slow connection may split an arrow key. */
const ESCAPE_MILLISECONDS = 150;
/** How long a paste may stop before it counts as cut short. */
const PASTE_MILLISECONDS = 1000;

export interface KeyReaderOptions {
  readonly clock: Clock;
  /** Aborted when nobody looks at keys any more. */
  readonly ended: AbortSignal;
}

/** Makes keys of what arrives, and hands them on together. A sequence may arrive in pieces. */
export function createKeyReader(
  { clock, ended }: KeyReaderOptions,
  take: (keys: readonly Key[]) => void,
): (chunk: string) => void {
  let rest = '';
  return (chunk) => {
    const parsed = parseKeys(rest + chunk);
    rest = parsed.rest;
    take(parsed.keys);
    if (parsed.rest === '') return;
    const milliseconds = isOpenPaste(rest) ? PASTE_MILLISECONDS : ESCAPE_MILLISECONDS;
    whenPassed({ clock, milliseconds, ended }, () => {
      if (rest !== parsed.rest) return;
      rest = '';
      take(parseRest(parsed.rest));
    });
  };
}

export interface Delay extends KeyReaderOptions {
  readonly milliseconds: number;
}

/** Calls back once, unless the question has ended before. */
export function whenPassed({ clock, milliseconds, ended }: Delay, then: () => void): void {
  clock.sleep(milliseconds, ended).then(
    () => {
      if (!ended.aborted) then();
    },
    () => undefined,
  );
}
