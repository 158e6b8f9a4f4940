import { randomBytes } from 'node:crypto';
import { posix, resolve, win32 } from 'node:path';
import { dropUndefined } from '../drop-undefined.ts';
import { AwsxError } from '../errors.ts';
import { resolveCommand } from '../exec/resolve-command.ts';
import type { ChildCommand, Context, Environment } from '../ports.ts';
import { printable } from '../printable.ts';
import { createPrivateFile, type PrivateFileContent } from '../private-files.ts';
import { layoutSandbox, SANDBOX_LOG_VARIABLE, type SandboxLayout } from '../sandbox-environment.ts';
import { showProgress } from '../show-progress.ts';
import { createIdentityFile } from '../vault/create-identity-file.ts';
import { createSandboxEnvironment } from './child-environment.ts';
import { chooseFolder, createFolders, removeFolder } from './folder.ts';
import { readPortalSeed } from './read-portal-seed.ts';
import { openRequestLog, type RequestLog } from './request-log.ts';
import { SANDBOX_ACCOUNT, type SeededWorld, seedWorld } from './seed.ts';
import { createWrapper, formatConfig } from './seed-files.ts';
import { startSandbox } from './start-sandbox.ts';
import { startWatcher } from './start-watcher.ts';
import { storeCredential } from './store-credential.ts';
import { createSubshell } from './subshell.ts';

/**
 * Runs the command, or a subshell when there is none, inside a new sandbox, and answers its exit
 * status. The sandbox's folder is gone afterwards, however this process ends.
 *
 * @throws AwsxError setting_invalid for the log file and the portal, command_not_found, command_not_executable,
 *   and what the vault throws
 */
export async function runSandbox(
  context: Context,
  childCommand: readonly string[] | undefined,
): Promise<number> {
  const layout = layoutSandbox(chooseFolder(context, randomBytes), context.platform);
  const portal = readPortalSeed(context.env);
  const logFile = resolveLogFile(context);
  const requestLog = logFile === undefined ? undefined : openLog(context, logFile);
  startWatcher(context, layout.folder);
  try {
    createFolders(context, layout);
    const seeded = seedWorld({ clock: context.clock, randomBytes, portal });
    return await runInside(context, {
      layout,
      seeded,
      logFile,
      log: requestLog?.log,
      childCommand,
    });
  } finally {
    removeQuietly(context, layout.folder);
    requestLog?.close();
  }
}

interface Inside {
  readonly layout: SandboxLayout;
  readonly seeded: SeededWorld;
  readonly logFile: string | undefined;
  readonly log: RequestLog | undefined;
  readonly childCommand: readonly string[] | undefined;
}

async function runInside(context: Context, inside: Inside): Promise<number> {
  const { layout, seeded, logFile, log, childCommand } = inside;
  const sandbox = await startSandbox({
    world: seeded.world,
    ...dropUndefined({ log }),
  });
  try {
    const env = createSandboxEnvironment({
      env: context.env,
      platform: context.platform,
      layout,
      url: sandbox.url,
      mfaSecret: seeded.mfaSecret,
      ...dropUndefined({ logFile }),
    });
    await showProgress({
      context,
      text: 'starting the sandbox',
      quiet: false,
      work: async () => {
        await writeFiles(context, { layout, seeded });
        await storeCredential(context, { layout, env, profile: 'dev', credential: seeded.keyPair });
      },
    });
    const command = createCommand(context, { layout, env, childCommand });
    context.stderr.write(createBanner(childCommand === undefined));
    return await context.runChild(command);
  } finally {
    await sandbox.close();
  }
}

async function writeFiles(
  context: Context,
  { layout, seeded }: Pick<Inside, 'layout' | 'seeded'>,
): Promise<void> {
  const wrapper = createWrapper(context.program, context.platform);
  const wrapperPath = joinPath(context, layout.bin, wrapper.name);
  writeAll(context, [
    { path: layout.config, content: formatConfig(seeded, layout) },
    { path: layout.credentials, content: '' },
    { path: layout.webIdentityToken, content: seeded.machines.webIdentityToken.reveal() },
    { path: layout.containerToken, content: seeded.machines.containerToken.reveal() },
    { path: wrapperPath, content: wrapper.content },
  ]);
  context.fileSystem.chmodSync(wrapperPath, 0o700);
  await createIdentityFile(context, layout.identity);
}

interface CommandOptions extends Pick<Inside, 'layout' | 'childCommand'> {
  readonly env: Environment;
}

function createCommand(
  context: Context,
  { layout, env, childCommand }: CommandOptions,
): ChildCommand {
  const { platform, workingDirectory, fileSystem } = context;
  const [name, ...args] = childCommand ?? [];
  if (name !== undefined) {
    const file = resolveCommand({ name, env, platform, workingDirectory, fileSystem });
    return { file, name, args, env };
  }
  const { command, files } = createSubshell({ env, platform, layout });
  writeAll(
    context,
    Object.entries(files).map(([file, content]) => ({
      path: joinPath(context, layout.shell, file),
      content,
    })),
  );
  return command;
}

function writeAll(context: Context, files: readonly PrivateFileContent[]): void {
  for (const file of files) createPrivateFile(context, file);
}

function joinPath({ platform }: Context, folder: string, name: string): string {
  return (platform === 'win32' ? win32 : posix).join(folder, name);
}

function createBanner(isSubshell: boolean): string {
  const lines = [
    `account ${SANDBOX_ACCOUNT} on this machine alone; nothing of it is real`,
    ...(isSubshell
      ? [
          'try these, and leave with exit:',
          '  awsx                          a list to choose a profile from',
          '  awsx list                     the profiles there are',
          '  awsx explain prod-admin       how one gets credentials',
          '  awsx whoami prod-admin        gets them; asks for an MFA code',
          '  awsx exec prod-admin -- env   gives them to a command',
        ]
      : []),
  ];
  return lines.map((line) => `awsx: sandbox: ${line}\n`).join('');
}

function resolveLogFile({ env, workingDirectory }: Context): string | undefined {
  const path = env[SANDBOX_LOG_VARIABLE];
  return path ? resolve(workingDirectory, path) : undefined;
}

function openLog({ fileSystem }: Context, path: string): ReturnType<typeof openRequestLog> {
  try {
    return openRequestLog(fileSystem, path);
  } catch (cause) {
    const message = `cannot write the request log ${printable(path)}`;
    throw new AwsxError('setting_invalid', message, {
      hint: `${SANDBOX_LOG_VARIABLE} must name a file that can be written`,
      cause,
    });
  }
}

/** The command has run; a folder that stays behind must not change its status. */
function removeQuietly(context: Context, folder: string): void {
  try {
    removeFolder(context, folder);
  } catch {
    context.stderr.write(`awsx: warning: could not remove the sandbox's folder ${folder}\n`);
  }
}
