import bash from '../completion/scripts/awsx.bash';
import fish from '../completion/scripts/awsx.fish';
import powershell from '../completion/scripts/awsx.ps1';
import zsh from '../completion/scripts/awsx.zsh';
import type { Context } from '../ports.ts';
import type { Invocation } from './invocation.ts';

const scripts: ReadonlyMap<string, string> = new Map([
  ['bash', bash],
  ['zsh', zsh],
  ['fish', fish],
  ['powershell', powershell],
]);

/** `awsx completion SHELL`: prints the script that a shell reads to complete awsx. */
export async function run(invocation: Invocation, context: Context): Promise<number> {
  const [shell = ''] = invocation.positionals;
  const script = scripts.get(shell);
  if (script === undefined) throw new Error('the command table offers a shell without a script');
  context.stdout.write(script);
  return 0;
}
