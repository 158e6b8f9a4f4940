import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Environment } from '../../src/ports.ts';
import { quoteForShell } from '../../src/sandbox/seed-files.ts';
import { createSubshell, type Subshell } from '../../src/sandbox/subshell.ts';
import { layoutSandbox } from '../../src/sandbox-environment.ts';
import { needs } from '../requirements.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';

function create(env: Environment, platform: NodeJS.Platform = 'linux'): Subshell {
  return createSubshell({ env, platform, layout: layoutSandbox('/tmp/box', platform) });
}

test('bash reads our start-up file', () => {
  const { command, files } = create({ SHELL: '/bin/bash' });
  expect(command).toMatchObject({ file: '/bin/bash', args: ['--rcfile', '/tmp/box/shell/bashrc'] });
  expect(Object.keys(files)).toEqual(['bashrc']);
});

test('zsh is led to our start-up files and back', () => {
  const { command, files } = create({ SHELL: '/bin/zsh', HOME: "/home/o'neil" });
  expect(command.env['ZDOTDIR']).toBe('/tmp/box/shell');
  expect(files['.zshrc']).toBe(
    `[ -f '/home/o'\\''neil/.zshrc' ] && . '/home/o'\\''neil/.zshrc'\nPROMPT='(awsx sandbox) '"$PROMPT"\nunset ZDOTDIR\n`,
  );
  const other = create({ SHELL: '/bin/zsh', HOME: '/home/me', ZDOTDIR: '/zsh' }).files['.zshrc'];
  expect(other).toMatch(/\nZDOTDIR='\/zsh'\n$/);
});

test('fish is told after its own start-up', () => {
  expect(create({ SHELL: '/usr/bin/fish' }).command.args[0]).toBe('--init-command');
});

test.each([
  [{ SHELL: '/bin/dash' }, 'linux', '/bin/dash', 'PS1'],
  [{}, 'linux', '/bin/sh', 'PS1'],
  [{ ComSpec: 'C:\\cmd.exe' }, 'win32', 'C:\\cmd.exe', 'PROMPT'],
] as const)('%o on %s: %s shows it by %s', (env, platform, file, variable) => {
  const { command, files } = create(env, platform);
  expect(command.file).toBe(file);
  expect(command.env[variable]).toContain('(awsx sandbox)');
  expect(files).toEqual({});
});

test.skipIf(needs('bash'))('the prompt of bash keeps what the user set', () => {
  const home = createTemporaryFolder();
  writeFileSync(join(home, '.bashrc'), "PS1='mine> '\n");
  const layout = layoutSandbox(home, 'linux');
  const env = { SHELL: '/bin/bash', HOME: home, PATH: process.env['PATH'] };
  const { command, files } = createSubshell({ env, platform: 'linux', layout });
  mkdirSync(layout.shell);
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(layout.shell, name), content);
  const output = execFileSync('bash', [...command.args, '-i', '-c', 'echo "$PS1"'], {
    env: { ...command.env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  expect(output).toBe('(awsx sandbox) mine> \n');
});

test.each(['plain', '', "it's", '$(x) `y` "z" \\ \n', '-n'])('quotes %j for a shell', (text) => {
  const output = execFileSync('/bin/sh', ['-c', `printf %s ${quoteForShell(text)}`]);
  expect(output.toString()).toBe(text);
});
