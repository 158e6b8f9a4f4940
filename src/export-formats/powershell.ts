import type { Variable } from '../exec/credential-variables.ts';
import { createAssignments, type ExportInput } from './assignments.ts';

/**
 * For `awsx export PROFILE --format powershell | Invoke-Expression`, which runs each line by
 * itself. An environment variable set to $null is removed.
 */
export function formatPowershell(input: ExportInput): string {
  const { unset, set } = createAssignments(input);
  return `${unset.map((name) => `$Env:${name}=$null\n`).join('')}${set.map(assign).join('')}`;
}

function assign([name, value]: Variable): string {
  return `$Env:${name}=${quote(value)}\n`;
}

/**
 * Everything but printable ASCII goes by its number: line ends, typographic quotes (which
 * PowerShell takes for quotes), and letters that a pipe in another code page would change. The
 * sum begins with text because a number of type char in front could be added as a number.
 */
function quote(value: string): string {
  const pieces = value.match(/[ -~]+|[^ -~]/g) ?? [];
  const terms = pieces.map((piece) =>
    /^[ -~]/.test(piece) ? `'${piece.replaceAll("'", "''")}'` : `[char]${piece.charCodeAt(0)}`,
  );
  return terms[0]?.startsWith("'") ? terms.join('+') : ["''", ...terms].join('+');
}
