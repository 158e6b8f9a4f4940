import { quoted } from '../../profiles/describe.ts';
import { linkProfile } from '../../profiles/link-profile.ts';
import { loadSharedConfig } from '../../profiles/load-shared-config.ts';
import { assertUsable } from '../../profiles/profile-errors.ts';
import type { SharedConfig } from '../../profiles/types.ts';
import { writeAwsxCall } from '../../profiles/write-awsx-call.ts';
import { AwsxError } from '../errors.ts';
import type { Context, Program } from '../ports.ts';
import { printable } from '../printable.ts';
import { sandboxFolder } from '../sandbox-environment.ts';
import { openIndex } from '../vault/open-vault.ts';
import type { Invocation } from './invocation.ts';
import { checkLinkable } from './link/check-linkable.ts';
import { checkProgram } from './link/check-program.ts';
import { editProfiles } from './link/edit-profiles.ts';
import { reportEdit } from './link/report-edit.ts';

/**
 * `awsx link PROFILE… [--dry-run]`: has every AWS SDK ask awsx for the credentials of the profiles,
 * under the names that they have. All of them or a failure.
 *
 * @throws AwsxError `not_supported` for a profile or a program that must not be linked,
 *   `invalid_argument` for a name that no command can carry, and what editing the file throws
 */
export async function run(invocation: Invocation, context: Context): Promise<number> {
  const names = invocation.positionals;
  const config = loadSharedConfig(context);
  assertUsable(config);
  const program = findProgram(context, config);
  const { baseCredentials } = openIndex(context).read();
  const hasBaseCredential = (name: string): boolean =>
    baseCredentials.some(({ profile }) => profile === name);
  for (const name of names) checkLinkable(name, { config, hasBaseCredential });
  const unchanged = editProfiles({
    invocation,
    context,
    config,
    names,
    createChanges: (document, name) =>
      linkProfile(document, { name, command: createCommand(program, name, context) }),
  });
  const report = { names, unchanged, done: 'linked', stays: 'is linked already' } as const;
  reportEdit(report, { invocation, context, config });
  return 0;
}

/** A link in the sandbox's own file goes when the sandbox does: it may name what runs it. */
function findProgram({ program, ...context }: Context, config: SharedConfig): Program {
  const { fileSystem } = context;
  const interpreter = fileSystem.realpathSync(program.interpreter);
  const script = fileSystem.realpathSync(program.script);
  const sandbox = sandboxFolder(context.env);
  const isPractice = sandbox !== undefined && config.configFile.startsWith(`${sandbox}/`);
  if (!isPractice) for (const path of [interpreter, script]) checkProgram(path, context);
  return { interpreter, script };
}

function createCommand(program: Program, name: string, { platform }: Context): string {
  const command = printable(name) === name ? writeAwsxCall(program, name, platform) : undefined;
  if (command !== undefined) return command;
  throw new AwsxError(
    'invalid_argument',
    `profile ${quoted(name)} has a name, or awsx a path, that a credential_process cannot carry`,
    { hint: 'quotes, $, `, \\ and ! cannot always be written so that every SDK reads them alike' },
  );
}
