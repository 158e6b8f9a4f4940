import { resolveShell } from '../exec/resolve-shell.ts';
import type { Context } from '../ports.ts';

/**
 * The command that runs a line as the person's shell would. On Windows that is PowerShell, which
 * takes a line whole: cmd.exe cannot be given every character as an argument.
 */
export function createShellCommand(
  line: string,
  context: Pick<Context, 'env' | 'platform'>,
): readonly string[] {
  if (context.platform !== 'win32') return [resolveShell(context), '-c', line];
  const encoded = Buffer.from(line, 'utf16le').toString('base64');
  return ['powershell.exe', '-NoLogo', '-EncodedCommand', encoded];
}
