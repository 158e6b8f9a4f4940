/** What the numbered list prints. Pure. */
import type { PickerRow } from '../../src/picker/types.ts';
import { printable } from '../../src/printable.ts';
import { accountText, guardText } from './columns.ts';
import type { NumberedState } from './numbered-reducer.ts';
import { describeSession } from './session-text.ts';

/** A heading and a page of rows, or a note. */
export function createNumberedLines(state: NumberedState, now: Date): readonly string[] {
  if (state.note !== undefined) return [state.note];
  const { found, top, pageSize } = state;
  const page = found.slice(top, top + pageSize);
  const digits = String(top + page.length).length;
  return [
    describePage(state, page.length),
    ...page.map(({ row }, index) => {
      const number = String(top + index + 1).padStart(digits);
      return `${number}  ${describeRow(row, now)}`;
    }),
  ];
}

/** The line that is typed in. */
export function createNumberedPrompt({ found, pageSize }: NumberedState): string {
  const more = found.length > pageSize ? ', Enter for more' : '';
  return `Number, or text to search${more}: `;
}

function describePage({ query, found, top }: NumberedState, shown: number): string {
  const which = query === '' ? 'Profiles' : `Profiles that match "${printable(query)}"`;
  const range = shown < found.length ? `, ${top + 1} to ${top + shown} of ${found.length}` : '';
  return `${which}${range}:`;
}

/** Words between commas, since a screen reader tells no columns. */
function describeRow(row: PickerRow, now: Date): string {
  const { name, roleName, needsMfa, isPinned, problem } = row;
  const session = describeSession(row, { now, width: Number.POSITIVE_INFINITY }).text;
  const account = accountText(row);
  const words = [
    printable(name),
    guardText(row),
    account && `account ${printable(account)}`,
    roleName && `role ${printable(roleName)}`,
    needsMfa ? 'MFA' : undefined,
    session === '-' ? undefined : `${problem === undefined ? 'session ' : ''}${session}`,
    isPinned ? 'pinned' : undefined,
  ];
  return words.filter((word) => word !== undefined && word !== '').join(', ');
}
