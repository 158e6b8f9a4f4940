const PRODUCTION_WORDS = ['prod', 'production', 'prd', 'live'];
/** `non-prod` and `pre-prod` are the opposite. */
const NEGATIONS = ['non', 'not', 'no', 'pre'];
/** In `prod-admin`, `prod2`, `ProdAdmin` and `PRODAdmin` the first word is the same. */
const WORDS = /\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{Lo}]+/gu;

/** Whether a name has a word that says production, as in `prod-admin` but not `product`. */
export function isProduction(name: string): boolean {
  if (!/prod|prd|live/i.test(name)) return false;
  const words = (name.match(WORDS) ?? []).map((word) => word.toLowerCase());
  return words.some(
    (word, index) => PRODUCTION_WORDS.includes(word) && !NEGATIONS.includes(words[index - 1] ?? ''),
  );
}
