import { createCredentialVariables, type Variable } from '../exec/credential-variables.ts';
import { createAssignments, type ExportInput } from './assignments.ts';
import { createRefusal, hasControlCharacter, isPlain } from './plain-value.ts';

/**
 * For `eval "$(awsx export PROFILE)"` in sh, bash, dash, zsh. The first line ends with a
 * semicolon so that forgotten quotes, which turn line ends into spaces, do not make `unset` of
 * what follows.
 */
export function formatEnv(input: ExportInput): string {
  const { unset, set } = createAssignments(input);
  const exports = set.map((variable) => `export ${assign('env', variable)}\n`);
  return `unset ${unset.join(' ')};\n${exports.join('')}`;
}

/** Assignments alone, of the credentials and the region: for `env` and files of variables. */
export function formatEnvNoExport({ credentials, region }: ExportInput): string {
  const variables = createCredentialVariables(credentials, region);
  return variables.map((variable) => `${assign('env-no-export', variable)}\n`).join('');
}

function assign(format: string, [name, value]: Variable): string {
  if (hasControlCharacter(value)) throw createRefusal({ format, name, value });
  return `${name}=${quote(value)}`;
}

/** Between single quotes nothing is special but the quote (POSIX, "Single-Quotes"). */
function quote(value: string): string {
  return isPlain(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}
