import type { Variable } from '../exec/credential-variables.ts';
import { createAssignments, type ExportInput } from './assignments.ts';
import { createRefusal, isPlain } from './plain-value.ts';

/**
 * For a batch file, or `for /f "delims=" %i in ('awsx export …') do %i`. An empty assignment
 * removes a variable.
 */
export function formatWindowsCmd(input: ExportInput): string {
  const { unset, set } = createAssignments(input);
  return `${unset.map((name) => `set ${name}=\r\n`).join('')}${set.map(assign).join('')}`;
}

/**
 * Quotes around the whole assignment keep `&`, `|`, `<`, `>`, `^` and spaces as they are. Nothing
 * keeps `%`, `!` and `"` (all expanded or ended in one of the two ways of use), nor letters
 * outside ASCII, which cmd.exe reads in the console's code page.
 */
function assign([name, value]: Variable): string {
  if (isPlain(value)) return `set ${name}=${value}\r\n`;
  if (!/^[ -~]+$/.test(value) || /[%!"]/.test(value)) {
    throw createRefusal({ format: 'windows-cmd', name, value });
  }
  return `set "${name}=${value}"\r\n`;
}
