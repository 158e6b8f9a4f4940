/** An interactive shell in a terminal, in which people run `awsx exec`, or a command directly. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openTerminal, type Terminal } from '../exec/terminal.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';
import { awsxScript } from './harness.ts';

export const PROMPT = /prompt> /;

export interface Shell extends Terminal {
  /** The home folder in it, and the current one. */
  readonly home: string;
  /** Types a command, answers the group of a pattern in what it shows, and waits for the prompt. */
  ask(command: string, answer: RegExp): Promise<string>;
  /** The modes of the terminal, as `stty` can set them again. */
  readModes(): Promise<string>;
  /** `$?`, or those of each command of a pipeline. */
  readStatus(): Promise<string>;
}

export interface ShellOptions {
  /** What runs `awsx` in it. */
  readonly node: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Opens bash without the user's files, at its prompt. It goes when the running test ends. */
export async function openShell({ node, env }: ShellOptions): Promise<Shell> {
  const home = createHome(node);
  const terminal = openTerminal('sh', ['-c', 'cd && exec bash --norc --noprofile -i'], {
    ...env,
    HOME: home,
    PATH: `${home}:${env['PATH']}`,
    PS1: 'prompt> ',
  });
  onTestFinished(() => terminal.kill());
  await terminal.waitFor(PROMPT);
  const ask = async (command: string, answer: RegExp): Promise<string> => {
    terminal.type(`${command}\r`);
    const shown = await terminal.waitFor(answer);
    await terminal.waitFor(PROMPT);
    return answer.exec(shown)?.[1] ?? '';
  };
  return {
    ...terminal,
    home,
    ask,
    readModes: () => ask('stty -g', /\n([\da-f:]+)\r?\n/),
    readStatus: () => ask('echo "status=$' + '{PIPESTATUS[*]}"', /\nstatus=([\d ]+)/),
  };
}

function createHome(node: string): string {
  const home = createTemporaryFolder();
  const wrapper = `#!/bin/sh\nexec "${node}" "${awsxScript}" "$@"\n`;
  writeFileSync(join(home, 'awsx'), wrapper, { mode: 0o755 });
  // Without them zsh asks how it is to be set up, and fish starts a process that outlives it.
  writeFileSync(join(home, '.zshrc'), '');
  mkdirSync(join(home, '.local/share/fish/generated_completions'), { recursive: true });
  return home;
}
