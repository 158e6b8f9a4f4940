import type { PickerRow } from '../../src/picker/types.ts';

/** A row that was never used, with what a test is about. */
export function pickerRow(row: Partial<PickerRow> & Pick<PickerRow, 'name'>): PickerRow {
  return {
    kind: 'role',
    source: row.name,
    needsMfa: false,
    isPinned: false,
    frecency: 0,
    ...row,
  };
}
