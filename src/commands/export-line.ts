/** The command that a person pastes into a shell. Pure. */
import { posix } from 'node:path';
import { AwsxError } from '../errors.ts';
import { hasControlCharacter, isPlain } from '../export-formats/plain-value.ts';
import type { Environment } from '../ports.ts';
import { printable } from '../printable.ts';

export interface ExportLineInput {
  readonly profile: string;
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
}

/**
 * What gives the current shell the profile's credentials: for fish when SHELL says so, else for
 * POSIX shells, on Windows without SHELL (which Git Bash sets) for PowerShell.
 *
 * @throws AwsxError `invalid_argument` for a name that a terminal would not paste as it is
 */
export function createExportLine({ profile, env, platform }: ExportLineInput): string {
  if (hasControlCharacter(profile)) {
    throw new AwsxError(
      'invalid_argument',
      `the name "${printable(profile)}" has control characters: no command is copied`,
    );
  }
  const shell = env['SHELL'];
  if (shell !== undefined && posix.basename(shell) === 'fish') {
    return `awsx export --format fish ${operand(profile, quoteFish)} | source`;
  }
  if (shell === undefined && platform === 'win32') {
    const name = operand(profile, quotePowershell);
    return `awsx export --format powershell ${name} | Out-String | Invoke-Expression`;
  }
  return `eval "$(awsx export ${operand(profile, quotePosix)})"`;
}

/** A name that begins with a dash is no flag behind `--`. */
function operand(profile: string, quote: (text: string) => string): string {
  const word = isPlain(profile) ? profile : quote(profile);
  return profile.startsWith('-') ? `-- ${word}` : word;
}

/**
 * `!` stands outside the single quotes and behind a backslash: interactive bash and zsh look for
 * it between double quotes, too, whatever quotes are inside them.
 */
function quotePosix(text: string): string {
  return `'${text.replace(/['!]/g, "'\\$&'")}'`;
}

function quoteFish(text: string): string {
  return `'${text.replace(/['\\]/g, '\\$&')}'`;
}

/** PowerShell takes typographic quotes for quotes; each is written twice. */
function quotePowershell(text: string): string {
  return `'${text.replace(/['\u2018\u2019\u201a\u201b]/g, '$&$&')}'`;
}
