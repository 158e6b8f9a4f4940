import { spawn } from 'node:child_process';
import { closeSync, writeSync } from 'node:fs';
import { resolveCommand } from '../exec/resolve-command.ts';
import type { Context } from '../ports.ts';
import {
  type ClipboardProgram,
  createClipboardSequence,
  listClipboardPrograms,
} from './clipboard-ways.ts';
import { openTerminalDescriptor } from './controlling-terminal.ts';

export type ClipboardContext = Pick<
  Context,
  'env' | 'platform' | 'fileSystem' | 'workingDirectory'
>;

const TIMEOUT_MILLISECONDS = 3000;

/**
 * Puts text into the clipboard: through a program, which tells whether it did, and through the
 * terminal, which does not. Never a secret: every program of the desktop can read it.
 *
 * @returns what was done, in words; undefined when nothing could be done.
 */
export async function copyText(
  text: string,
  context: ClipboardContext,
): Promise<string | undefined> {
  const isSent = sendToTerminal(text, context);
  for (const program of listClipboardPrograms(context)) {
    if (await runClipboardProgram(program, text, context)) return `copied with ${program.name}`;
  }
  return isSent ? 'asked the terminal to copy' : undefined;
}

function sendToTerminal(text: string, context: ClipboardContext): boolean {
  const sequence = createClipboardSequence(text, context);
  const descriptor = sequence && openTerminalDescriptor(context.platform);
  if (sequence === undefined || typeof descriptor !== 'number') return false;
  try {
    writeSync(descriptor, sequence);
    return true;
  } finally {
    closeSync(descriptor);
  }
}

function runClipboardProgram(
  { name, args, encoding }: ClipboardProgram,
  text: string,
  context: ClipboardContext,
): Promise<boolean> {
  const file = findProgram(name, context);
  if (file === undefined) return Promise.resolve(false);
  return new Promise((resolve) => {
    const child = spawn(file, [...args], {
      // Some stay behind to serve the clipboard: they must not hold our streams.
      stdio: ['pipe', 'ignore', 'ignore'],
      env: { ...context.env, AWSX_FILE_PASSPHRASE: undefined },
      timeout: TIMEOUT_MILLISECONDS,
    });
    child.on('error', () => resolve(false));
    child.on('exit', (status) => resolve(status === 0));
    child.stdin.on('error', () => undefined);
    child.stdin.end(Buffer.from(text, encoding));
  });
}

function findProgram(name: string, context: ClipboardContext): string | undefined {
  try {
    return resolveCommand({ ...context, name });
  } catch {
    return undefined;
  }
}
