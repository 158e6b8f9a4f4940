/** An interactive shell on a pseudo-terminal in which Tab completes awsx. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import bash from '../../src/completion/scripts/awsx.bash';
import fish from '../../src/completion/scripts/awsx.fish';
import zsh from '../../src/completion/scripts/awsx.zsh';
import { createTemporaryFolder } from '../temporary-folder.ts';
import { openPseudoTerminal } from '../terminal/pseudo-terminal.ts';

export type ShellName = 'bash' | 'zsh' | 'fish';

export interface CompletingShell {
  /** The shell's working directory. */
  readonly folder: string;
  readonly home: string;
  /** Types keys and Enter; answers the words that a command `awsx` was then run with. */
  run(keys: string): Promise<readonly string[]>;
  /** What awsx answers when the completion script asks it. */
  setAnswer(lines: readonly string[]): void;
  /** The words that the completion script asked with at last. */
  question(): readonly string[];
}

interface Setup {
  readonly script: string;
  /** Below the folder, what the shell reads at its start. */
  readonly rcFile: string;
  readonly rc: (scriptFile: string) => string;
  readonly start: string;
}

const posixFunction = `
awsx() { printf '%s\\0' "$@" >words; count=$((count + 1)); printf '<%s>\\n' "ran $count"; }
count=0
`;

const setups: Readonly<Record<ShellName, Setup>> = {
  bash: {
    script: bash,
    rcFile: '.bashrc',
    rc: (script) => `source ${script}\n${posixFunction}\nPS1='> '\nbind 'set bell-style none'\n`,
    start: 'exec bash --noprofile --rcfile .bashrc -i',
  },
  zsh: {
    script: zsh,
    rcFile: '.zshrc',
    rc: (script) => `
autoload -Uz compinit && compinit -u -D
source ${script}
${posixFunction}
setopt no_beep
PS1='> '
`,
    start: 'ZDOTDIR=$PWD exec zsh -d -i',
  },
  fish: {
    script: fish,
    rcFile: 'config.fish',
    rc: (script) => `
source ${script}
function awsx; printf '%s\\0' $argv >words; set -g count (math $count + 1); printf '<%s>\\n' "ran $count"; end
set -g count 0
set -g fish_autosuggestion_enabled 0
function fish_greeting; end
function fish_prompt; echo '> '; end
`,
    start: "exec fish --no-config --interactive --init-command 'source config.fish'",
  },
};

export interface ShellOptions {
  /** Lines that the shell reads at the end of its start-up file. */
  readonly extra?: string;
  /** Stands for awsx on PATH; without it, a program that gives the answer that was set. */
  readonly program?: string;
}

/** Starts a shell whose home is the folder above its working directory. */
export async function startCompletingShell(
  name: ShellName,
  { extra = '', program }: ShellOptions = {},
): Promise<CompletingShell> {
  const { script, rcFile, rc, start } = setups[name];
  const folder = createTemporaryFolder();
  const programs = join(folder, 'programs');
  const work = join(folder, 'work');
  mkdirSync(programs);
  mkdirSync(work);
  const answerFile = join(folder, 'answer');
  const questionFile = join(folder, 'question');
  const stub = `#!/bin/sh\nprintf '%s\\0' "$@" >'${questionFile}'\ncat '${answerFile}'\n`;
  writeFileSync(join(programs, 'awsx'), program ?? stub, { mode: 0o755 });
  writeFileSync(join(folder, 'script'), script);
  const awaitReady = "\nprintf '<%s>\\n' ready\n";
  writeFileSync(join(work, rcFile), rc(join(folder, 'script')) + extra + awaitReady);
  const terminal = openPseudoTerminal({
    script: `cd '${work}' && ${start}`,
    env: {
      HOME: folder,
      PATH: `${programs}:${process.env['PATH']}`,
      LC_ALL: 'C.UTF-8',
    },
    columns: 200,
  });
  await terminal.shows('<ready>');
  let count = 0;
  return {
    folder: work,
    home: folder,
    async run(keys) {
      count += 1;
      terminal.type(`${keys}\r`);
      await terminal.shows(`<ran ${count}>`);
      return readWords(join(work, 'words'));
    },
    setAnswer: (lines) => writeFileSync(answerFile, lines.map((line) => `${line}\n`).join('')),
    question: () => (existsSync(questionFile) ? readWords(questionFile) : []),
  };
}

function readWords(file: string): readonly string[] {
  return readFileSync(file, 'utf8').split('\0').slice(0, -1);
}
