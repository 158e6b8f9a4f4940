import { createChildEnvironment } from '../exec/child-environment.ts';
import { resolveCommand } from '../exec/resolve-command.ts';
import { createShellNotice, resolveShell } from '../exec/resolve-shell.ts';
import type { ChildCommand, Context } from '../ports.ts';
import { sandboxFolder } from '../sandbox-environment.ts';
import { booleanFlag, type Invocation } from './invocation.ts';
import { obtainCredentials, planOutsideSession } from './obtain-credentials.ts';

/**
 * `awsx exec [FLAGS] PROFILE [[--] CMD ARGS…]`: runs CMD, or a subshell, with the profile's
 * credentials. The command is looked for first: nobody is asked for a code for a typing mistake.
 */
export async function run(invocation: Invocation, context: Context): Promise<number> {
  const planned = await planOutsideSession(invocation, context);
  const command = resolveChild(invocation, context);
  const credentials = await obtainCredentials({ planned, invocation, context });
  const env = createChildEnvironment({
    parent: context.env,
    credentials,
    profile: planned.profile,
    region: planned.plan.region?.value,
    platform: context.platform,
    insideSandbox: sandboxFolder(context.env) !== undefined,
  });
  if (invocation.childCommand === undefined && !booleanFlag(invocation, 'quiet')) {
    context.stderr.write(`awsx: ${createShellNotice(command.file, planned.profile)}\n`);
  }
  return context.runChild({ ...command, env }, { mayReplace: true });
}

function resolveChild(invocation: Invocation, context: Context): Omit<ChildCommand, 'env'> {
  const [name, ...args] = invocation.childCommand ?? [resolveShell(context)];
  if (name === undefined) throw new Error('the command line was parsed into an empty command');
  return { file: resolveCommand({ ...context, name }), name, args };
}
