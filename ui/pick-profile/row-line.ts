import type { PickerRow, RankedRow, SearchField } from '../../src/picker/types.ts';
import { printable } from '../../src/printable.ts';
import { accountText, type Column, GAP, guardText, MARK_WIDTH } from './columns.ts';
import { type Color, type Line, markText, padLine, type Segment } from './segment.ts';
import { describeSession } from './session-text.ts';

export interface RowLook {
  readonly columns: readonly Column[];
  readonly width: number;
  readonly isSelected: boolean;
  readonly now: Date;
}

const NOTHING: Line = [];

/** One profile as one line, as wide as the list when it is highlighted. */
export function createRowLine({ row, matches }: RankedRow, look: RowLook): Line {
  const { columns, isSelected, width } = look;
  const marks = `${isSelected ? '>' : ' '} ${row.isPinned ? '*' : ' '} `;
  const cells = columns.map((column) =>
    padLine(createCell({ row, matches }, column, look.now), column.width),
  );
  const gap: Segment = { text: ' '.repeat(GAP) };
  const line = [
    { text: marks },
    ...cells.flatMap((cell, index) => (index > 0 ? [gap, ...cell] : cell)),
  ];
  return isSelected ? padLine(line, width).map(invert) : line;
}

/** The title of a group stands where names stand. */
export function createGroupLine(title: string, count: number, width: number): Line {
  const text = markText(title, { matches: [], width: width - MARK_WIDTH - ` ${count}`.length - 2 });
  return [
    { text: '- ' },
    ...text.map((segment) => ({ ...segment, bold: true })),
    { text: ` (${count})` },
  ];
}

/** A segment with a background of its own keeps it. */
function invert(segment: Segment): Segment {
  return segment.background === undefined ? { ...segment, inverse: true } : segment;
}

function createCell({ row, matches }: RankedRow, { name, width }: Column, now: Date): Line {
  const mark = (text: string | undefined, field: SearchField): Line =>
    text === undefined ? NOTHING : markText(text, { matches: matches[field], width });
  switch (name) {
    case 'name':
      return mark(row.name, 'name');
    case 'account':
      return mark(accountText(row), row.accountName === undefined ? 'accountId' : 'accountName');
    case 'id':
      return row.accountName === undefined ? NOTHING : mark(row.accountId, 'accountId');
    case 'role':
      return mark(row.roleName, 'roleName');
    case 'region':
      return mark(row.region, 'region');
    case 'guard':
      return createGuard(row, width);
    case 'mfa':
      return row.needsMfa ? [{ text: 'MFA' }] : NOTHING;
    case 'session':
      return [describeSession(row, { now, width })];
  }
}

/** Pairs that can be read on every background. */
const TEXT_COLORS: Readonly<Record<string, Color>> = {
  red: 'white',
  blue: 'white',
  magenta: 'white',
  yellow: 'black',
  green: 'black',
  cyan: 'black',
};

/** The sign alone where there is no room for the word. */
function createGuard(row: PickerRow, width: number): Line {
  const word = guardText(row);
  if (word === undefined) return NOTHING;
  const { color } = row;
  const look =
    color === undefined
      ? { bold: true }
      : { background: color, color: TEXT_COLORS[color] ?? 'black' };
  const sign = row.guard === undefined ? '#' : '!';
  const text = width < 3 ? sign : printable(word);
  return markText(text, { matches: [], width }).map((segment) => ({ ...segment, ...look }));
}
