import { posix, win32 } from 'node:path';
import type { Environment } from '../ports.ts';

/** What makes a shell show a text before its prompt; the user's start-up files stay as they are. */
export interface PromptMark {
  readonly args: readonly string[];
  readonly variables: Environment;
}

export interface PromptMarkOptions {
  /** Path of the shell; its name tells which one it is. */
  readonly shell: string;
  readonly platform: NodeJS.Platform;
  /** Plain words: see {@link createMarkText}. */
  readonly mark: string;
  readonly env: Environment;
}

/** Shells that are subshells of awsx by name, when they are started with no arguments. */
const SHELL_NAMES: readonly string[] = ['bash', 'zsh', 'fish', 'pwsh', 'powershell'];

/** How ours begins, so that it is told from the user's own. */
const BASH_BEGINNING = 'case $PS1 in "(awsx';

/** The name of a shell by its path: `pwsh` for `C:\Tools\PWSH.EXE`. */
export function nameOfShell(path: string, platform: NodeJS.Platform): string {
  if (platform !== 'win32') return posix.basename(path);
  return win32
    .basename(path)
    .toLowerCase()
    .replace(/\.exe$/, '');
}

export function isShellName(path: string, platform: NodeJS.Platform): boolean {
  return SHELL_NAMES.includes(nameOfShell(path, platform));
}

/**
 * `(awsx dev) `, with `sandbox` before the profile inside one. Shells evaluate their prompts: a
 * profile's name that is more than plain characters is left out.
 */
export function createMarkText(profile: string, insideSandbox: boolean): string {
  const place = insideSandbox ? ['awsx', 'sandbox'] : ['awsx'];
  const isPlain = /^[\w.@:+,=/-]{1,64}$/.test(profile);
  return `(${[...place, ...(isPlain ? [profile] : [])].join(' ')}) `;
}

/**
 * The mark for a shell, without any file: bash runs PROMPT_COMMAND and zsh shows RPROMPT from
 * the environment unless start-up files set their own, fish and PowerShell run a command after
 * theirs, other shells take their prompt from the environment.
 */
export function createPromptMark(options: PromptMarkOptions): PromptMark {
  const { shell, platform, mark, env } = options;
  switch (nameOfShell(shell, platform)) {
    case 'bash':
      return { args: [], variables: markBash(mark, env['PROMPT_COMMAND']) };
    case 'zsh':
      return { args: [], variables: { RPROMPT: mark.trimEnd() } };
    case 'fish':
      return { args: ['--init-command', markFish(mark)], variables: {} };
    case 'pwsh':
    case 'powershell':
      return { args: ['-NoExit', '-Command', markPowerShell(mark)], variables: {} };
    case 'cmd':
      return { args: [], variables: { PROMPT: `${mark}$P$G` } };
    default:
      return { args: [], variables: { PS1: `${mark}$ ` } };
  }
}

/** Looks before each prompt, so that it may run twice, or in a shell inside. */
function markBash(mark: string, former: string | undefined): Environment {
  if (former !== undefined && !former.startsWith(BASH_BEGINNING)) return {};
  return { PROMPT_COMMAND: `case $PS1 in "${mark}"*) ;; *) PS1="${mark}$PS1" ;; esac` };
}

function markFish(mark: string): string {
  return [
    'functions --copy fish_prompt awsx_former_prompt',
    `function fish_prompt; echo -n '${mark}'; awsx_former_prompt; end`,
  ].join('; ');
}

function markPowerShell(mark: string): string {
  return [
    '$global:awsxFormerPrompt = $function:prompt',
    `function global:prompt { '${mark}' + (& $global:awsxFormerPrompt) }`,
  ].join('; ');
}
