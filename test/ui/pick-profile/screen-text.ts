import { stripVTControlCharacters } from 'node:util';
import type { PickAction, PickerRow } from '../../../src/picker/types.ts';
import { parseKeys } from '../../../ui/keys.ts';
import { measureColumns } from '../../../ui/pick-profile/columns.ts';
import { createFrame, type Frame, fitToScreen } from '../../../ui/pick-profile/frame.ts';
import { createPickerReducer } from '../../../ui/pick-profile/reducer.ts';
import { createSearch } from '../../../ui/pick-profile/search.ts';
import { createPickerState } from '../../../ui/pick-profile/state.ts';

export interface Scene {
  readonly rows: readonly PickerRow[];
  /** `80x24`: columns and rows. */
  readonly size: string;
  readonly keys?: string;
  readonly actions?: readonly PickAction[];
  readonly defaultAction?: string;
  readonly preview?: (profile: string) => readonly string[];
}

export const NOW = new Date('2026-01-01T00:00:00Z');

const PLAN = [
  '1. key of dev in the vault (file)',
  '2. GetSessionToken, 8h, MFA device jon',
  '3. AssumeRole arn:aws:iam::222233334444:role/admin, 1h',
  'asks for an MFA code',
];

/** The frame after keys that are typed one by one, each followed by a drawing. */
export function createScene(scene: Scene): { readonly frame: Frame; readonly columns: number } {
  const [columns = 80, rows = 24] = scene.size.split('x').map(Number);
  const { search } = createSearch();
  const actions = scene.actions ?? ['command', 'copy', 'refresh', 'clear'];
  const reduce = createPickerReducer({ search, actions });
  const fixed = {
    ...{ actions, columns, rows, now: NOW, widths: measureColumns(scene.rows) },
    defaultAction: scene.defaultAction ?? 'open a shell',
    preview: scene.preview ?? ((profile: string) => [`plan of ${profile}`, ...PLAN]),
  };
  let state = fitToScreen({ ...fixed, state: createPickerState({ rows: scene.rows }, search) });
  for (const key of parseKeys(scene.keys ?? '').keys) {
    state = fitToScreen({ ...fixed, state: reduce(state, key) });
  }
  return { frame: createFrame({ ...fixed, state }), columns };
}

/** A frame as a reader of a snapshot sees it. */
export function formatScreen(lines: readonly string[], { row, column }: Frame['cursor']): string {
  const text = lines.map((line) => stripVTControlCharacters(line).trimEnd());
  return `${[`cursor: line ${row + 1}, column ${column + 1}`, ...text].join('\n')}\n`;
}
