/** Where everything stands. Pure: a state and a size in, lines out. */

import { printable } from '../../src/printable.ts';
import { displayWidth } from '../../src/text-table.ts';
import { keepEnd, keepStart } from '../graphemes.ts';
import { type ColumnWidths, chooseColumns } from './columns.ts';
import type { EditedLine } from './edit-line.ts';
import { createFooter, createKeyTexts, type OfferedKeys } from './key-help.ts';
import { createPreview } from './preview-lines.ts';
import { createGroupLine, createRowLine } from './row-line.ts';
import { joinSegments, type Line, padLine, textLine } from './segment.ts';
import { fitHeight, type PickerState, selectedRow } from './state.ts';

export interface FrameInput extends OfferedKeys {
  readonly state: PickerState;
  readonly columns: number;
  readonly rows: number;
  readonly now: Date;
  readonly widths: ColumnWidths;
  /** The plan of a profile in printable lines. */
  readonly preview: (profile: string) => readonly string[];
}

export interface Frame {
  readonly lines: readonly Line[];
  /** Where the next character will stand. */
  readonly cursor: { readonly row: number; readonly column: number };
}

const PROMPT = 'Profile: ';
/** From here on the plan stands beside the list. */
const SIDE_COLUMNS = 110;
const SIDE_MINIMUM_HEIGHT = 10;
const LIST_SHARE = 0.64;
const SEPARATOR = ' | ';
/** From here on the plan stands below the list. */
const BELOW_ROWS = 18;
const BELOW_HEIGHT = 8;

/** The picker's parts on a screen of this size. */
interface Layout {
  readonly width: number;
  /** Lines at most: less than the screen has, so that nothing scrolls away. */
  readonly height: number;
  readonly listWidth: number;
  readonly listHeight: number;
  readonly preview: 'beside' | 'below' | 'none';
  readonly previewHeight: number;
  readonly hasFooter: boolean;
}

/** The state with the list moved so that the highlighted row is on the screen. */
export function fitToScreen(input: FrameInput): PickerState {
  const { state } = input;
  const { listHeight, listWidth } = createLayout(input);
  if (state.mode !== 'keys') return fitHeight(state, listHeight);
  const { length } = createKeyTexts(input, listWidth);
  const lowest = Math.max(0, length - listHeight);
  return fitHeight({ ...state, top: Math.min(state.top, lowest) }, listHeight);
}

/** One frame, never wider or taller than the screen allows. */
export function createFrame(input: FrameInput): Frame {
  const layout = createLayout(input);
  const { state } = input;
  const bottom = createBottom(input, layout);
  const top = createPromptLine(state, layout);
  const middle = createMiddle(input, layout);
  const lines = [top.line, ...middle, ...bottom.map(({ line }) => line)].slice(-layout.height);
  const typed = state.mode === 'command' ? lines.length - bottom.length : 0;
  const column = state.mode === 'command' ? (bottom[0]?.cursor ?? 0) : top.cursor;
  return { lines: lines.map(joinSegments), cursor: { row: Math.max(typed, 0), column } };
}

function createLayout({ state, columns, rows, ...offered }: FrameInput): Layout {
  // A line that ends in the last column wraps on some terminals and not on others.
  const width = Math.max(columns - 1, 1);
  const height = Math.max(rows - 1, 1);
  const isCommand = state.mode === 'command';
  const hasFooter = height >= (isCommand ? 4 : 3);
  const bottomHeight = (hasFooter ? 1 : 0) + (isCommand ? 1 : 0);
  const preview = state.mode === 'keys' ? 'none' : choosePreview(columns, rows);
  const previewHeight = preview === 'below' ? Math.min(BELOW_HEIGHT, Math.floor(rows / 3)) : 0;
  const room = height - 1 - bottomHeight - previewHeight;
  const content = Math.max(state.rows.length, state.lines.length, 1);
  const wanted = state.mode === 'keys' ? createKeyTexts(offered, width).length : content;
  const listHeight = Math.min(
    Math.max(wanted, preview === 'beside' ? SIDE_MINIMUM_HEIGHT : 1),
    Math.max(room, 0),
  );
  return {
    ...{ width, height, listHeight, preview, previewHeight, hasFooter },
    listWidth: preview === 'beside' ? Math.floor(width * LIST_SHARE) : width,
  };
}

function choosePreview(columns: number, rows: number): Layout['preview'] {
  if (columns >= SIDE_COLUMNS && rows >= BELOW_HEIGHT) return 'beside';
  return rows >= BELOW_ROWS ? 'below' : 'none';
}

interface TypedLine {
  readonly line: Line;
  readonly cursor: number;
}

/** The query, and how many rows match it. */
function createPromptLine({ query, rows, found }: PickerState, { width }: Layout): TypedLine {
  const count = `${found.length} of ${rows.length}`;
  const hasCount = width >= PROMPT.length + count.length + 12;
  const room = hasCount ? width - count.length - 2 : width;
  const typed = createTypedLine(PROMPT, { text: query, cursor: query.length }, room);
  if (!hasCount) return typed;
  return {
    ...typed,
    line: [...padLine(typed.line, width - count.length), { text: count, dim: true }],
  };
}

/** A prompt and a text; of a text that is too long the part around its cursor. */
function createTypedLine(prompt: string, { text, cursor }: EditedLine, width: number): TypedLine {
  const room = Math.max(width - displayWidth(prompt) - 1, 1);
  const before = keepEnd(printable(text.slice(0, cursor)), room);
  const after = keepStart(printable(text.slice(cursor)), room - displayWidth(before));
  const shownPrompt = keepEnd(prompt, Math.max(width - 2, 1));
  return {
    line: [{ text: shownPrompt, bold: true }, { text: before + after }],
    cursor: Math.min(displayWidth(shownPrompt) + displayWidth(before), Math.max(width - 1, 0)),
  };
}

/** What stands between the query and the last line. */
function createMiddle(input: FrameInput, layout: Layout): readonly Line[] {
  const list =
    input.state.mode === 'keys' ? createKeyLines(input, layout) : createList(input, layout);
  if (layout.preview === 'none') return list;
  const row = selectedRow(input.state);
  const profile = row?.name;
  const plan = profile === undefined ? [] : input.preview(profile);
  if (layout.preview === 'below') {
    const rule: Line = [{ text: '-'.repeat(layout.width), dim: true }];
    const lines = createPreview(plan, { width: layout.width, height: layout.previewHeight - 1 });
    return [...list, rule, ...lines];
  }
  const width = layout.width - layout.listWidth - SEPARATOR.length;
  const lines = createPreview(plan, { width, height: layout.listHeight });
  return list.map((line, index) => [
    ...padLine(line, layout.listWidth),
    { text: SEPARATOR, dim: true },
    ...(lines[index] ?? []),
  ]);
}

function createList(input: FrameInput, layout: Layout): readonly Line[] {
  const { state, now, widths } = input;
  const { listWidth: width, listHeight } = layout;
  if (state.lines.length === 0) return fill([createEmptyLine(state, width)], listHeight);
  const columns = chooseColumns(widths, width);
  const shown = state.lines.slice(state.top, state.top + listHeight).map((line, index) => {
    if (line.kind === 'group') return createGroupLine(line.title, line.count, width);
    const isSelected = state.top + index === state.selected;
    return createRowLine(line.ranked, { columns, width, isSelected, now });
  });
  return fill(shown, listHeight);
}

function createEmptyLine({ query }: PickerState, width: number): Line {
  const text = query === '' ? 'there is no profile' : 'no profile matches; Esc clears the search';
  return textLine(`    ${text}`, width);
}

function createKeyLines(input: FrameInput, { listWidth, listHeight }: Layout): readonly Line[] {
  const { top } = input.state;
  const texts = createKeyTexts(input, listWidth).slice(top, top + listHeight);
  const lines = texts.map((text) => textLine(text, listWidth));
  return fill(lines, listHeight);
}

function fill(lines: readonly Line[], height: number): readonly Line[] {
  const missing = Math.max(0, height - lines.length);
  return [...lines.slice(0, height), ...Array.from({ length: missing }, (): Line => [])];
}

/** The command that is typed, a note, or the keys. */
function createBottom(input: FrameInput, layout: Layout): readonly TypedLine[] {
  const { state } = input;
  const { width, hasFooter } = layout;
  const command =
    state.mode === 'command'
      ? [createTypedLine(createCommandPrompt(state, width), state.command, width)]
      : [];
  return hasFooter ? [...command, { line: createLastLine(input, width), cursor: 0 }] : command;
}

/** The profile is highlighted above: where it takes half of the line it is left out. */
function createCommandPrompt(state: PickerState, width: number): string {
  const prompt = `Run with ${printable(selectedRow(state)?.name ?? '')}: `;
  return displayWidth(prompt) > width / 2 ? 'Run: ' : prompt;
}

function createLastLine(input: FrameInput, width: number): Line {
  const { state } = input;
  if (state.note !== undefined) return textLine(state.note, width, { bold: true });
  return textLine(footerText(input, width), width, { dim: true });
}

function footerText(input: FrameInput, width: number): string {
  switch (input.state.mode) {
    case 'keys':
      return 'any key goes back';
    case 'command':
      return 'enter run it in a shell  esc back to the list';
    case 'list':
      return createFooter(input, input.state.query, width);
  }
}
