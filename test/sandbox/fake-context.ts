import * as fileSystem from 'node:fs';
import type { Context, Output } from '../../src/ports.ts';
import { createFakeProgress } from '../fake-progress.ts';
import { createFakeClock } from './sandbox-client.ts';

export interface FakeContext extends Context {
  readonly written: { readonly stdout: string[]; readonly stderr: string[] };
}

/** The real file system below a folder; nothing else of the machine. */
export function createFakeContext(
  changes: Partial<Context> & { readonly stderrIsTTY?: boolean } = {},
): FakeContext {
  const written = { stdout: [] as string[], stderr: [] as string[] };
  const output = (lines: string[], isTTY: boolean): Output => ({
    isTTY,
    write: (text) => void lines.push(text),
  });
  const absent = (name: string) => (): never => {
    throw new Error(`the test gives no ${name}`);
  };
  return {
    env: {},
    platform: process.platform,
    workingDirectory: '/',
    userId: process.getuid?.(),
    parentProcessId: process.ppid,
    homeDirectory: '/nonexistent',
    program: { interpreter: process.execPath, script: "/opt/it's/awsx.cjs" },
    folders: { state: '/none', cache: '/none', runtime: '/none' },
    clock: { ...createFakeClock(), sleep: absent('sleep') },
    fileSystem,
    stdout: output(written.stdout, false),
    stderr: output(written.stderr, changes.stderrIsTTY ?? false),
    readStdin: absent('stdin'),
    isInteractive: () => false,
    hasTerminal: () => false,
    openStore: absent('store'),
    openSts: absent('STS'),
    openIam: absent('IAM'),
    openSsoPortal: absent('SSO portal'),
    openSsoOidc: absent('SSO-OIDC'),
    openConsoleSignIn: absent('console sign-in'),
    findBrowser: absent('browser'),
    openQuestions: absent('questions'),
    openSingleFlight: absent('single flight'),
    openProgress: async () => createFakeProgress(),
    openPicker: absent('picker'),
    copyText: absent('clipboard'),
    runChild: absent('child'),
    written,
    ...changes,
  };
}
