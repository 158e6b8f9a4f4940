import { createChildEnvironment } from '../exec/child-environment.ts';
import { createMarkText, createPromptMark, isShellName } from '../exec/prompt-mark.ts';
import { resolveCommand } from '../exec/resolve-command.ts';
import { createShellNotice, resolveShell } from '../exec/resolve-shell.ts';
import type { ChildCommand, Context } from '../ports.ts';
import { insideSandbox } from '../sandbox-environment.ts';
import { booleanFlag, type Invocation } from './invocation.ts';
import { obtainCredentials } from './obtain-credentials.ts';
import { planOutsideSession } from './plan-outside-session.ts';
import { rememberUse } from './remember-use.ts';

/**
 * `awsx exec [FLAGS] PROFILE [[--] CMD ARGS…]`: runs CMD, or a subshell, with the profile's
 * credentials. The command is looked for first: nobody is asked for a code for a typing mistake.
 */
export async function run(invocation: Invocation, context: Context): Promise<number> {
  const planned = await planOutsideSession(invocation, context, describePurpose(invocation));
  const child = resolveChild(invocation, context);
  const credentials = await obtainCredentials({ planned, invocation, context });
  rememberUse(planned.profile, invocation, context);
  const env = createChildEnvironment({
    parent: context.env,
    credentials,
    profile: planned.profile,
    region: planned.plan.region?.value,
    platform: context.platform,
    insideSandbox: insideSandbox(context.env),
  });
  if (!isSubshell(invocation, context)) {
    return context.runChild({ ...child, env }, { mayReplace: true });
  }
  if (!booleanFlag(invocation, 'quiet')) {
    context.stderr.write(`awsx: ${createShellNotice(child.file, planned.profile)}\n`);
  }
  const shell = markShell({ ...child, env }, planned.profile, context);
  return context.runChild(shell, { mayReplace: true });
}

function describePurpose({ childCommand }: Invocation): string {
  return childCommand === undefined ? 'open a shell' : `run ${childCommand.join(' ')}`;
}

function resolveChild(invocation: Invocation, context: Context): Omit<ChildCommand, 'env'> {
  const [name, ...args] = invocation.childCommand ?? [resolveShell(context)];
  if (name === undefined) throw new Error('the command line was parsed into an empty command');
  return { file: resolveCommand({ ...context, name }), name, args };
}

/** No command, or the bare name of a shell that somebody is going to type in. */
function isSubshell({ childCommand }: Invocation, context: Context): boolean {
  const [name, ...args] = childCommand ?? [];
  if (name === undefined) return true;
  return args.length === 0 && isShellName(name, context.platform) && context.isInteractive();
}

function markShell(command: ChildCommand, profile: string, context: Context): ChildCommand {
  if (!context.isInteractive()) return command;
  const { args, variables } = createPromptMark({
    shell: command.file,
    platform: context.platform,
    mark: createMarkText(profile, insideSandbox(context.env)),
    env: command.env,
  });
  return { ...command, args, env: { ...command.env, ...variables } };
}
