import { posix, win32 } from 'node:path';
import { AwsxError, isAwsxError } from '../errors.ts';
import { resolveCommand } from '../exec/resolve-command.ts';
import type { Context } from '../ports.ts';

export interface BrowserCommand {
  /** Absolute. */
  readonly file: string;
  /** Its arguments, which show this address. */
  readonly createArgs: (address: string) => readonly string[];
}

export interface BrowserChoice
  extends Pick<Context, 'env' | 'platform' | 'workingDirectory' | 'fileSystem'> {
  /** `--browser`. */
  readonly wanted?: string | undefined;
}

/**
 * The program that shows an address to a person, to be started without a shell: the one that was
 * asked for, else of `BROWSER`, else what the desktop opens addresses with.
 *
 * @throws AwsxError `command_not_found` and `command_not_executable` for a program that was asked
 *   for, `browser_unavailable` where there is no desktop
 */
export function chooseBrowser(choice: BrowserChoice): BrowserCommand {
  const { wanted } = choice;
  if (wanted !== undefined) return { file: find(wanted, choice), createArgs: alone };
  return fromEnvironment(choice) ?? ofDesktop(choice);
}

/**
 * `BROWSER` lists commands by colons, best first; `%s` stands for the address. A name is looked
 * for in PATH, and a path counts only when it is absolute: the current folder has no say.
 */
function fromEnvironment(choice: BrowserChoice): BrowserCommand | undefined {
  const { env, platform } = choice;
  const text = env['BROWSER'] ?? '';
  const commands = platform === 'win32' ? [text] : text.split(':');
  for (const command of commands) {
    const [name = '', ...words] = platform === 'win32' ? [command] : command.trim().split(/\s+/);
    const file = name === '' || isRelative(name, platform) ? undefined : tryFind(name, choice);
    if (file === undefined) continue;
    const hasPlace = words.some((word) => word.includes('%s'));
    const template = hasPlace ? words : [...words, '%s'];
    const createArgs = (address: string) => template.map((word) => word.replaceAll('%s', address));
    return { file, createArgs };
  }
  return undefined;
}

function ofDesktop(choice: BrowserChoice): BrowserCommand {
  const { env, platform } = choice;
  if (!reachesPerson(choice)) throw unavailable('no desktop is in reach of this terminal');
  if (platform === 'darwin') return { file: '/usr/bin/open', createArgs: alone };
  if (platform === 'win32') {
    const root = env['SystemRoot'] ?? env['SYSTEMROOT'];
    if (root === undefined) throw unavailable('SystemRoot is not set');
    const file = win32.join(root, 'System32', 'rundll32.exe');
    return { file, createArgs: (address) => ['url.dll,FileProtocolHandler', address] };
  }
  const openers = isWindowsSubsystem(choice) ? ['wslview', 'xdg-open'] : ['xdg-open'];
  for (const opener of openers) {
    const file = tryFind(opener, choice);
    if (file !== undefined) return { file, createArgs: alone };
  }
  throw unavailable('xdg-open is not installed');
}

function alone(address: string): readonly string[] {
  return [address];
}

/** Over ssh a browser would open on the screen of whoever sits at that machine. */
function reachesPerson(choice: BrowserChoice): boolean {
  const { env, platform } = choice;
  const isRemote = (env['SSH_CONNECTION'] ?? env['SSH_TTY'] ?? '') !== '';
  if (platform === 'darwin' || platform === 'win32') return !isRemote;
  return Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']) || isWindowsSubsystem(choice);
}

function isWindowsSubsystem({ env }: BrowserChoice): boolean {
  return Boolean(env['WSL_DISTRO_NAME']);
}

function isRelative(name: string, platform: NodeJS.Platform): boolean {
  if (platform === 'win32') return /[\\/:]/.test(name) && !win32.isAbsolute(name);
  return name.includes('/') && !posix.isAbsolute(name);
}

function find(name: string, choice: BrowserChoice): string {
  const { env, platform, workingDirectory, fileSystem } = choice;
  return resolveCommand({ name, env, platform, workingDirectory, fileSystem });
}

function tryFind(name: string, choice: BrowserChoice): string | undefined {
  try {
    return find(name, choice);
  } catch (error) {
    if (isAwsxError(error)) return undefined;
    throw error;
  }
}

function unavailable(reason: string): AwsxError {
  return new AwsxError('browser_unavailable', `cannot open a browser: ${reason}`, {
    hint: 'name one with --browser or BROWSER',
  });
}
