import * as fs from 'node:fs';
import { join } from 'node:path';
import type { PickProfile } from '../../src/picker/types.ts';
import type {
  CallerIdentity,
  Context,
  Environment,
  Iam,
  Output,
  Questions,
  StsTarget,
} from '../../src/ports.ts';
import { createMemoryStore } from '../../src/vault/memory-store.ts';
import { fakeClock } from '../credentials/fakes.ts';
import { createFakeProgress } from '../fake-progress.ts';
import { createFakeQuestions } from '../fake-questions.ts';
import { createFakeSingleFlight } from '../fake-single-flight.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';

export interface ContextSettings {
  readonly config?: string;
  readonly env?: Environment;
  readonly stdin?: string;
  readonly questions?: Questions;
  /** Whoever is asked for a profile; without questions there is no terminal either way. */
  readonly pick?: PickProfile;
  readonly identify?: (target: StsTarget) => Promise<CallerIdentity>;
  readonly listMfaDevices?: Iam['listMfaDevices'];
  readonly changes?: Partial<Context>;
}

export interface FakeContext {
  readonly context: Context;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** The home folder; everything of the context is below it. */
  readonly home: string;
}

/** A context with a home of its own, a vault in memory and an AWS that `identify` speaks for. */
export function createFakeContext(settings: ContextSettings = {}): FakeContext {
  const home = createTemporaryFolder();
  fs.mkdirSync(join(home, '.aws'));
  if (settings.config !== undefined) writeConfig(home, settings.config);
  const stdout = createOutput();
  const stderr = createOutput();
  const store = createMemoryStore('file');
  const singleFlight = createFakeSingleFlight();
  const questions = settings.questions ?? createFakeQuestions();
  const context: Context = {
    env: { HOME: home, ...settings.env },
    platform: 'linux',
    workingDirectory: home,
    userId: process.getuid?.(),
    parentProcessId: 1,
    homeDirectory: home,
    program: { interpreter: '/usr/bin/node', script: '/opt/awsx/awsx.cjs' },
    folders: { state: join(home, 'state'), cache: join(home, 'cache'), runtime: join(home, 'run') },
    clock: fakeClock(),
    fileSystem: fs,
    stdout: stdout.output,
    stderr: stderr.output,
    readStdin: async () => settings.stdin ?? '',
    isInteractive: () => false,
    hasTerminal: () => settings.questions !== undefined || settings.pick !== undefined,
    openStore: async () => store,
    openSts: async () => ({
      getSessionToken: () => Promise.reject(new Error('GetSessionToken was called')),
      assumeRole: () => Promise.reject(new Error('AssumeRole was called')),
      assumeRoleWithWebIdentity: () =>
        Promise.reject(new Error('AssumeRoleWithWebIdentity was called')),
      getFederationToken: () => Promise.reject(new Error('GetFederationToken was called')),
      getCallerIdentity:
        settings.identify ?? (() => Promise.reject(new Error('GetCallerIdentity was called'))),
    }),
    openIam: async () => ({ listMfaDevices: settings.listMfaDevices ?? (async () => []) }),
    openSsoPortal: () => Promise.reject(new Error('the SSO portal was opened')),
    openSsoOidc: () => Promise.reject(new Error('SSO-OIDC was opened')),
    openConsoleSignIn: () => Promise.reject(new Error('the console was signed in to')),
    findBrowser: () => Promise.reject(new Error('a browser was looked for')),
    openQuestions: async () => questions,
    openSingleFlight: async () => singleFlight,
    openProgress: async () => createFakeProgress(),
    openPicker: async () =>
      settings.pick ?? (() => Promise.reject(new Error('a picker was opened'))),
    copyText: () => Promise.reject(new Error('text was copied')),
    runChild: () => Promise.reject(new Error('a child was started')),
    ...settings.changes,
  };
  return { context, stdout: stdout.text, stderr: stderr.text, home };
}

function writeConfig(home: string, text: string): void {
  fs.writeFileSync(join(home, '.aws', 'config'), text, { mode: 0o600 });
}

function createOutput(): { readonly output: Output; readonly text: () => string } {
  let text = '';
  const write = (more: string): void => {
    text += more;
  };
  return { output: { isTTY: false, write }, text: () => text };
}
