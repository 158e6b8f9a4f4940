import { posix, win32 } from 'node:path';
import { createPromptMark } from '../exec/prompt-mark.ts';
import { resolveShell } from '../exec/resolve-shell.ts';
import type { ChildCommand, Environment } from '../ports.ts';
import type { SandboxLayout } from '../sandbox-environment.ts';
import { quoteForShell } from './seed-files.ts';

export interface SubshellOptions {
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  readonly layout: SandboxLayout;
}

/** The subshell to start, and the start-up files it needs in the layout's shell folder, by name. */
export interface Subshell {
  readonly command: ChildCommand;
  readonly files: Readonly<Record<string, string>>;
}

const MARKER = '(awsx sandbox) ';

/**
 * The user's shell with a marker in its prompt. bash and zsh read start-up files of ours, which
 * read the user's first, so that these cannot hide the marker; other shells need no file.
 */
export function createSubshell(options: SubshellOptions): Subshell {
  const { env, platform, layout } = options;
  const file = resolveShell({ env, platform });
  const name = (platform === 'win32' ? win32 : posix).basename(file);
  const create = (
    args: readonly string[],
    files: Readonly<Record<string, string>> = {},
    variables: Environment = {},
  ): Subshell => ({ command: { file, name, args, env: { ...env, ...variables } }, files });
  if (name === 'bash') {
    const rcFile = posix.join(layout.shell, 'bashrc');
    return create(['--rcfile', rcFile], { bashrc: createBashStartup() });
  }
  if (name === 'zsh') {
    return create([], createZshStartup(env), { ZDOTDIR: layout.shell });
  }
  const mark = createPromptMark({ shell: file, platform, mark: MARKER, env });
  return create(mark.args, {}, mark.variables);
}

function createBashStartup(): string {
  const files = ['/etc/bash.bashrc', '~/.bashrc'];
  const source = files.map((file) => `[ -f ${file} ] && . ${file}\n`).join('');
  return `${source}PS1=${quoteForShell(MARKER)}"$PS1"\n`;
}

/** zsh takes all its start-up files from ZDOTDIR, so each of ours hands on to the user's. */
function createZshStartup(env: Environment): Readonly<Record<string, string>> {
  const home = env['ZDOTDIR'] ?? env['HOME'] ?? '';
  const source = (name: string): string => {
    const path = quoteForShell(posix.join(home, name));
    return `[ -f ${path} ] && . ${path}\n`;
  };
  const restore = env['ZDOTDIR'] === undefined ? 'unset ZDOTDIR' : `ZDOTDIR=${quoteForShell(home)}`;
  return {
    '.zshenv': source('.zshenv'),
    '.zshrc': `${source('.zshrc')}PROMPT=${quoteForShell(MARKER)}"$PROMPT"\n${restore}\n`,
  };
}
