import { randomBytes } from 'node:crypto';
import * as fileSystem from 'node:fs';
import { createRequire } from 'node:module';
import { homedir, hostname } from 'node:os';
import { isatty } from 'node:tty';
import { askingPlainly } from './asking-plainly.ts';
import { closeInspector } from './close-inspector.ts';
import { AwsxError } from './errors.ts';
import { runChild } from './exec/run-child.ts';
import { resolveFolders } from './folders.ts';
import { neverAsking } from './never-asking.ts';
import type {
  BackendName,
  Context,
  Environment,
  OpenStoreOptions,
  Output,
  SecretStore,
} from './ports.ts';
import { createDataOutput, createDescriptorOutput, createErrorOutput } from './process-output.ts';
import { readAll } from './read-all.ts';
import { systemClock } from './system-clock.ts';
import { hasControllingTerminal } from './terminal/controlling-terminal.ts';
import { createKeychainStore } from './vault/keychain-store.ts';

/**
 * The composition root: the one place that puts adapters behind the ports. Adapters that a cached
 * `exec` does not need are loaded by `import()` when they are first asked for.
 */
export function createContext(): Context {
  const env: Environment = { ...process.env };
  const platform = process.platform;
  const userId = process.getuid?.();
  const homeDirectory = findHome();
  const folders = resolveFolders({ env, platform, userId, homeDirectory });
  const stderr = openStderr(platform);
  let hasReadStdin = false;
  const context: Context = {
    env,
    platform,
    workingDirectory: currentFolder(),
    userId,
    parentProcessId: process.ppid,
    homeDirectory,
    program: { interpreter: process.execPath, script: fileSystem.realpathSync(scriptPath()) },
    folders,
    clock: systemClock,
    fileSystem,
    stdout: createDataOutput(() => process.stdout, stderr),
    stderr,
    readStdin: () => {
      hasReadStdin = true;
      return readAll(process.stdin);
    },
    isInteractive: () => isatty(0) && isatty(2),
    hasTerminal: () => hasControllingTerminal(platform),
    openStore: (backend, options) => openStore(backend, context, options),
    ...createAwsOpeners(env),
    findBrowser: async (options) => {
      const { findBrowser } = await import('./browser/find-browser.ts');
      return findBrowser(context, options);
    },
    openQuestions: async (options) => {
      const { createQuestions } = await import('./dialogs/create-questions.ts');
      return createQuestions(context, options);
    },
    openSingleFlight: async () => {
      const { createSingleFlight } = await import('./lock/single-flight.ts');
      return createSingleFlight({
        folder: folders.runtime,
        fileSystem,
        platform,
        userId,
        hostId: hostname(),
        processId: process.pid,
        random: randomBytes,
        clock: systemClock,
      });
    },
    openProgress: async (options) => {
      const { openProgress } = await import('./progress/open-progress.ts');
      return openProgress(context, options);
    },
    openPicker: async (options) => {
      const { openProfilePicker } = await import('./dialogs/create-picker.ts');
      return openProfilePicker(context, options);
    },
    copyText: async (text) => {
      const { copyText } = await import('./terminal/clipboard.ts');
      return copyText(text, context);
    },
    // A stream has read ahead and made a pipe non-blocking: its program would find it so.
    runChild: (command, { mayReplace = false } = {}) =>
      runChild(command, { mayReplace: mayReplace && !hasReadStdin }),
  };
  return context;
}

type AwsOpeners = Pick<
  Context,
  'openSts' | 'openIam' | 'openSsoPortal' | 'openSsoOidc' | 'openConsoleSignIn'
>;

function createAwsOpeners(env: Environment): AwsOpeners {
  const options = { env, clock: systemClock };
  return {
    openSts: async () => {
      const { createSts } = await import('./aws/create-sts.ts');
      return createSts(options);
    },
    openIam: async () => {
      const { createIam } = await import('./aws/create-iam.ts');
      return createIam(options);
    },
    openSsoPortal: async () => {
      const { createSsoPortal } = await import('./aws/create-sso-portal.ts');
      return createSsoPortal(options);
    },
    openSsoOidc: async () => {
      const { createSsoOidc } = await import('./aws/create-sso-oidc.ts');
      return createSsoOidc(options);
    },
    openConsoleSignIn: async () => {
      const { createConsoleSignIn } = await import('./aws/create-console-sign-in.ts');
      return createConsoleSignIn(options);
    },
  };
}

async function openStore(
  backend: BackendName,
  context: Context,
  { neverAsk = false, quiet = false, plain = false }: OpenStoreOptions = {},
): Promise<SecretStore> {
  closeInspector();
  const loadModule = createRequire(context.program.script);
  const system = { ...context, neverAsk, quiet, loadModule };
  if (backend === 'keychain') return createKeychainStore(system);
  if (backend === 'keytar') {
    const { createKeytarStore } = await import('./vault/keytar-store.ts');
    return createKeytarStore(system);
  }
  if (backend === 'file') {
    const { createFileStore } = await import('./vault/file-store.ts');
    const shown = plain ? askingPlainly(context) : context;
    const asking = neverAsk ? neverAsking(shown) : shown;
    return createFileStore({ ...asking, folder: `${context.folders.state}/vault` });
  }
  throw new AwsxError('vault_unavailable', `the vault backend "${backend}" is not built yet`, {
    hint: 'use --backend file',
  });
}

function openStderr(platform: NodeJS.Platform): Output {
  if (platform === 'win32') return createErrorOutput(() => process.stderr);
  return createDescriptorOutput({ descriptor: 2, isTTY: isatty(2), fileSystem });
}

/** `process.cwd()` throws in a folder that was removed; commands that need none still work. */
function currentFolder(): string {
  try {
    return process.cwd();
  } catch {
    return '/';
  }
}

/** A user id without an entry in the password file has none, and in a container that happens. */
function findHome(): string | undefined {
  try {
    return homedir();
  } catch {
    return undefined;
  }
}

function scriptPath(): string {
  return process.argv[1] ?? process.execPath;
}
