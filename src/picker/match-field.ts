/** Which field of a row a word is looked for in, in which way, and what that counts. Pure. */
import type { FoldedText } from './fold-text.ts';
import { CONTIGUOUS, type Looseness, matchWord, type WordMatch } from './match-word.ts';
import type { SearchField } from './types.ts';

export interface FieldRule {
  readonly field: SearchField;
  /** What a match counts, in parts of one in the name. */
  readonly weight: number;
  readonly looseness: Looseness;
  /** Whether many rows have the same. */
  readonly repeats: boolean;
}

/** From the greatest weight to the least. */
export const FIELD_RULES: readonly FieldRule[] = [
  { field: 'name', weight: 1, looseness: 'scattered', repeats: false },
  { field: 'accountId', weight: 0.9, looseness: 'contiguous', repeats: true },
  { field: 'accountName', weight: 0.85, looseness: 'scattered', repeats: true },
  { field: 'roleName', weight: 0.8, looseness: 'scattered', repeats: true },
  { field: 'region', weight: 0.7, looseness: 'initials', repeats: true },
  { field: 'source', weight: 0.6, looseness: 'initials', repeats: true },
  { field: 'roleArn', weight: 0.5, looseness: 'contiguous', repeats: false },
];

/** How the word matches the text of a field; undefined when it does not. */
export function matchField(
  { field, looseness }: FieldRule,
  text: FoldedText,
  word: FoldedText,
): WordMatch | undefined {
  if (field === 'accountId' && !/^\d+$/.test(word.text)) return undefined;
  if (field === 'roleArn' && !namesArn(word)) return matchPath(text, word);
  return matchWord(text, word, looseness);
}

/** Only such a word is looked for in all of an ARN: `iam` and `role` stand in every one. */
export function namesArn(word: FoldedText): boolean {
  return word.text.includes(':');
}

/** In path and name of a role: behind `arn:aws:iam::123456789012:role/`, with `/` folded. */
function matchPath(text: FoldedText, word: FoldedText): WordMatch | undefined {
  const marker = ':role-';
  const start = text.text.indexOf(marker);
  const place = start === -1 ? -1 : text.text.indexOf(word.text, start + marker.length);
  return place === -1
    ? undefined
    : { score: CONTIGUOUS, at: { start: place, length: word.text.length } };
}
