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
/** A name is cut only below this width, or below half of a narrow list. */
const NAME_WIDTH = 32;

type Widths = readonly (readonly [name: ColumnName, width: number])[];

/**
 * What tells rows apart at a glance, from all of it down to nothing. The guard may shrink to a
 * sign and the session to a time of day.
 */
const SIGNS: readonly Widths[] = [
  [
    ['guard', Infinity],
    ['session', Infinity],
    ['mfa', Infinity],
  ],
  [
    ['guard', Infinity],
    ['session', 6],
    ['mfa', Infinity],
  ],
  [
    ['guard', 1],
    ['session', 6],
    ['mfa', Infinity],
  ],
  [
    ['guard', 1],
    ['session', 6],
  ],
  [['guard', 1]],
  [],
];
/** The most important first, each with the width to which it may be cut. */
const FACTS: Widths = [
  ['account', 12],
  ['role', 12],
  ['id', Infinity],
  ['region', Infinity],
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
  const half = Math.max(1, Math.floor(available / 2));
  const smallestName = Math.max(1, Math.min(widths.name, NAME_WIDTH, half));
  const room = available - MARK_WIDTH - smallestName;
  const chosen = new Map(chooseSigns(widths, room));
  let left = room - sumOf([...chosen]);
  for (const [name, narrow] of FACTS) {
    const width = [widths[name], Math.min(widths[name], narrow)].find((each) => each + GAP <= left);
    if (width === undefined || width === 0) continue;
    chosen.set(name, width);
    left -= width + GAP;
  }
  chosen.set('name', Math.max(1, Math.min(widths.name, smallestName + Math.max(left, 0))));
  return IN_ORDER.flatMap((name) => {
    const width = chosen.get(name);
    return width === undefined ? [] : [{ name, width }];
  });
}

function chooseSigns(widths: ColumnWidths, room: number): Widths {
  const fitted = SIGNS.map((signs): Widths => {
    return signs.flatMap(([name, width]) =>
      widths[name] === 0 ? [] : [[name, Math.min(width, widths[name])] as const],
    );
  });
  return fitted.find((signs) => sumOf(signs) <= room) ?? [];
}

function sumOf(columns: Widths): number {
  return columns.reduce((sum, [, width]) => sum + width + GAP, 0);
}
