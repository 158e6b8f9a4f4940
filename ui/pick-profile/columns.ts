import type { PickerRow } from '../../src/picker/types.ts';
import { printable } from '../../src/printable.ts';
import { displayWidth } from '../../src/text-table.ts';

export type ColumnName =
  | 'name'
  | 'guard'
  | 'session'
  | 'mfa'
  | 'account'
  | 'role'
  | 'id'
  | 'region';

export interface Column {
  readonly name: ColumnName;
  readonly width: number;
}

/** How wide the longest text of each column is; 0 for one that no row has. */
export type ColumnWidths = Readonly<Record<ColumnName, number>>;

/** Before the name: what marks the highlighted row and a pin. */
export const MARK_WIDTH = 4;
export const GAP = 2;

const MAXIMUM_WIDTHS: ColumnWidths = {
  name: 60,
  guard: 12,
  session: 11,
  mfa: 3,
  account: 24,
  role: 32,
  id: 12,
  region: 14,
};
/** A name is cut only below this width, and other columns are left out first. */
const NAME_WIDTH = 24;
/** What may stand in place of a column that is too wide: a sign, a time of day, a beginning. */
const NARROW_WIDTHS: Readonly<Partial<Record<ColumnName, number>>> = {
  guard: 1,
  session: 6,
  account: 12,
  role: 12,
};
/** The most important first. */
const BY_IMPORTANCE: readonly ColumnName[] = [
  'guard',
  'session',
  'mfa',
  'account',
  'role',
  'id',
  'region',
];
const IN_ORDER: readonly ColumnName[] = [
  'name',
  'guard',
  'session',
  'mfa',
  'account',
  'id',
  'role',
  'region',
];

/** Looks at every row once: columns must not move while somebody searches. */
export function measureColumns(rows: readonly PickerRow[]): ColumnWidths {
  const widest = (textOf: (row: PickerRow) => string | undefined, maximum: number): number =>
    rows.reduce((width, row) => {
      const text = textOf(row);
      return text === undefined || width >= maximum
        ? width
        : Math.min(Math.max(width, quickWidth(text)), maximum);
    }, 0);
  const most = MAXIMUM_WIDTHS;
  return {
    name: widest(({ name }) => name, most.name),
    guard: widest(guardText, most.guard),
    session: most.session,
    mfa: rows.some(({ needsMfa }) => needsMfa) ? most.mfa : 0,
    account: widest(accountText, most.account),
    role: widest(({ roleName }) => roleName, most.role),
    id: rows.some(({ accountName, accountId }) => accountName && accountId) ? most.id : 0,
    region: widest(({ region }) => region, most.region),
  };
}

/** The word beside a colour: a colour alone says nothing to some. */
export function guardText({ guard, color }: PickerRow): string | undefined {
  return guard ?? color;
}

/** The account by its name, else by its number. */
export function accountText({ accountName, accountId }: PickerRow): string | undefined {
  return accountName ?? accountId;
}

function quickWidth(text: string): number {
  return /^[ -~]*$/.test(text) ? text.length : displayWidth(printable(text));
}

/** The columns that have room, from left to right, the name as wide as it can be. */
export function chooseColumns(widths: ColumnWidths, available: number): readonly Column[] {
  const smallestName = Math.min(widths.name, NAME_WIDTH);
  let left = available - MARK_WIDTH - smallestName;
  const chosen = new Map<ColumnName, number>();
  for (const name of BY_IMPORTANCE) {
    const wanted = widths[name];
    const narrow = Math.min(wanted, NARROW_WIDTHS[name] ?? wanted);
    const width = [wanted, narrow].find((each) => each > 0 && each + GAP <= left);
    if (width === undefined) continue;
    chosen.set(name, width);
    left -= width + GAP;
  }
  const nameWidth = Math.min(widths.name, smallestName + Math.max(left, 0));
  chosen.set('name', Math.max(1, Math.min(nameWidth, available - MARK_WIDTH)));
  return IN_ORDER.flatMap((name) => {
    const width = chosen.get(name);
    return width === undefined ? [] : [{ name, width }];
  });
}
