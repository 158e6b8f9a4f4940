import type { PickerRow, RankedRow } from '../../src/picker/types.ts';

export type Grouping = 'none' | 'account' | 'source';

/** A line of the list. Only rows can be highlighted. */
export type ListLine =
  | { readonly kind: 'group'; readonly title: string; readonly count: number }
  | { readonly kind: 'row'; readonly ranked: RankedRow };

const NEXT: Readonly<Record<Grouping, Grouping>> = {
  none: 'account',
  account: 'source',
  source: 'none',
};

export function nextGrouping(grouping: Grouping): Grouping {
  return NEXT[grouping];
}

/** The list in groups: those with the best rows first, in each the best row first. */
export function createListLines(
  found: readonly RankedRow[],
  grouping: Grouping,
): readonly ListLine[] {
  if (grouping === 'none') return found.map((ranked) => ({ kind: 'row', ranked }));
  const groups = new Map<string, ListLine[]>();
  for (const ranked of found) {
    const title = grouping === 'account' ? accountTitle(ranked.row) : ranked.row.source;
    const group = groups.get(title);
    if (group === undefined) groups.set(title, [{ kind: 'row', ranked }]);
    else group.push({ kind: 'row', ranked });
  }
  return [...groups].flatMap(([title, lines]) => [
    { kind: 'group', title, count: lines.length } as const,
    ...lines,
  ]);
}

function accountTitle({ accountId, accountName }: PickerRow): string {
  if (accountName === undefined) return accountId ?? 'account not known';
  return accountId === undefined ? accountName : `${accountName} (${accountId})`;
}
