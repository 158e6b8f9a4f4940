import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import { dropUndefined } from '../drop-undefined.ts';
import { AwsxError } from '../errors.ts';
import { isRemovedVariable } from '../exec/removed-variables.ts';
import { canonicalName } from '../exec/variable-names.ts';
import type { Context } from '../ports.ts';
import { printable } from '../printable.ts';
import { insideSandbox } from '../sandbox-environment.ts';
import type { Secret } from '../secret.ts';
import type { Browser, FindBrowserOptions } from './browser.ts';
import { type BrowserCommand, chooseBrowser } from './choose-browser.ts';
import { type Connection, openOneTimeAddress } from './one-time-address.ts';
import { readPeerUsers } from './peer-users.ts';

export type BrowserContext = Pick<
  Context,
  'env' | 'platform' | 'workingDirectory' | 'fileSystem' | 'userId' | 'clock'
>;

/** A browser that has to start first, on a slow machine, takes its time. */
const TIMEOUT_SECONDS = 120;

/**
 * The browser that shows an address to this person. It is handed a one-time address of this
 * machine, which leads to the one to be shown.
 *
 * @throws AwsxError `browser_unavailable` when there is none; `command_not_found` and
 *   `command_not_executable` for a program that was asked for
 */
export function findBrowser(context: BrowserContext, { wanted }: FindBrowserOptions = {}): Browser {
  const command = chooseBrowser({ ...context, ...dropUndefined({ wanted }) });
  return { show: (url, signal) => show({ url, command, context, signal }) };
}

interface Showing {
  readonly url: Secret;
  readonly command: BrowserCommand;
  readonly context: BrowserContext;
  readonly signal: AbortSignal | undefined;
}

async function show({ url, command, context, signal }: Showing): Promise<void> {
  const isAllowedPeer = (connection: Connection): boolean => isOwnPeer(connection, context);
  const oneTime = await openOneTimeAddress(url, { isAllowedPeer });
  const end = new AbortController();
  const stop = signal === undefined ? end.signal : AbortSignal.any([end.signal, signal]);
  try {
    await Promise.race([
      oneTime.fetched,
      startBrowser(command.createArgs(oneTime.url), command, context),
      failAfterTimeout(context, stop),
    ]);
    signal?.throwIfAborted();
  } finally {
    end.abort();
    oneTime.close();
  }
}

/** Root can read this process anyway, and stands between the systems in WSL. */
function isOwnPeer(connection: Connection, { fileSystem, userId }: BrowserContext): boolean {
  const users = readPeerUsers(connection, fileSystem);
  return users.every((user) => user === 0 || user === userId);
}

/**
 * Rejects when the program cannot be started or fails. Many end at once, having told a browser
 * that runs already: so it never resolves.
 */
function startBrowser(
  args: readonly string[],
  { file }: BrowserCommand,
  context: BrowserContext,
): Promise<never> {
  const name = printable(basename(file));
  return new Promise((_, reject) => {
    const child = spawn(file, args, {
      env: createEnvironment(context),
      stdio: 'ignore',
      detached: context.platform !== 'win32',
    });
    child.once('error', (cause) => reject(failed(`${name} did not start`, cause)));
    child.once('exit', (status) => {
      if (status !== 0 && status !== null) reject(failed(`${name} ended with status ${status}`));
    });
    child.unref();
  });
}

/** A browser outlives this command: it gets none of the shell's credentials. */
function createEnvironment({ env, platform }: BrowserContext): Record<string, string> {
  const isInside = insideSandbox(env);
  const kept = Object.entries(env).filter((entry): entry is [string, string] => {
    return (
      entry[1] !== undefined && !isRemovedVariable(canonicalName(entry[0], platform), isInside)
    );
  });
  return Object.fromEntries(kept);
}

async function failAfterTimeout({ clock }: BrowserContext, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleep(TIMEOUT_SECONDS * 1000, signal);
  } catch {
    return;
  }
  throw failed(`it did not fetch the page within ${TIMEOUT_SECONDS} seconds`);
}

function failed(reason: string, cause?: unknown): AwsxError {
  return new AwsxError('browser_unavailable', `cannot open a browser: ${reason}`, {
    hint: 'name another with --browser or BROWSER',
    cause,
  });
}
