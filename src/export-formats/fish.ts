import type { Variable } from '../exec/credential-variables.ts';
import { createAssignments, type ExportInput } from './assignments.ts';
import { createRefusal, hasControlCharacter, isPlain } from './plain-value.ts';

/**
 * For `awsx export PROFILE --format fish | source`. Lines end with a semicolon for `eval (…)`,
 * which joins them with spaces. Erases global variables only: a universal one would be gone from
 * every shell for good.
 */
export function formatFish(input: ExportInput): string {
  const { unset, set } = createAssignments(input);
  return `set -eg ${unset.join(' ')};\n${set.map(assign).join('')}`;
}

function assign([name, value]: Variable): string {
  if (hasControlCharacter(value)) throw createRefusal({ format: 'fish', name, value });
  return `set -gx ${name} ${quote(value)};\n`;
}

/** Between single quotes fish knows the escapes \' and \\ (fish documentation, "Quotes"). */
function quote(value: string): string {
  return isPlain(value) ? value : `'${value.replace(/['\\]/g, '\\$&')}'`;
}
