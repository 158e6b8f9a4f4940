import { expect, test } from 'vitest';
import { createMarkText, createPromptMark, isShellName } from '../../src/exec/prompt-mark.ts';
import type { Environment } from '../../src/ports.ts';

const mark = '(awsx dev) ';

function markFor(shell: string, env: Environment = {}, platform: NodeJS.Platform = 'linux') {
  return createPromptMark({ shell, platform, mark, env });
}

test.each([
  [
    '/bin/bash',
    'PROMPT_COMMAND',
    'case $PS1 in "(awsx dev) "*) ;; *) PS1="(awsx dev) $PS1" ;; esac',
  ],
  ['/bin/zsh', 'RPROMPT', '(awsx dev)'],
  ['/bin/dash', 'PS1', '(awsx dev) $ '],
])('%s shows it by %s', (shell, variable, value) => {
  expect(markFor(shell)).toEqual({ args: [], variables: { [variable]: value } });
});

test('cmd.exe shows it by PROMPT', () => {
  const { variables } = markFor('C:\\Windows\\System32\\CMD.EXE', {}, 'win32');
  expect(variables).toEqual({ PROMPT: '(awsx dev) $P$G' });
});

test.each([
  ['/usr/bin/fish', 'linux', ['--init-command', expect.stringContaining(mark)]],
  ['/usr/bin/pwsh', 'linux', ['-NoExit', '-Command', expect.stringContaining(mark)]],
  ['C:\\pwsh.exe', 'win32', ['-NoExit', '-Command', expect.stringContaining(mark)]],
] as const)('%s is told on its command line', (shell, platform, args) => {
  expect(markFor(shell, {}, platform)).toEqual({ args, variables: {} });
});

test('a PROMPT_COMMAND of the user stays, one of ours is replaced', () => {
  expect(markFor('/bin/bash', { PROMPT_COMMAND: 'mine' }).variables).toEqual({});
  const ours = markFor('/bin/bash').variables;
  const other = createPromptMark({
    shell: '/bin/bash',
    platform: 'linux',
    mark: '(awsx x) ',
    env: ours,
  });
  expect(other.variables['PROMPT_COMMAND']).toContain('"(awsx x) "');
});

test.each([
  ['dev', false, '(awsx dev) '],
  ['a/b@c:d+e=f,g.h-i_1', false, '(awsx a/b@c:d+e=f,g.h-i_1) '],
  ['dev', true, '(awsx sandbox dev) '],
  ['$(id)', false, '(awsx) '],
  ['a b', false, '(awsx) '],
  ['%n', true, '(awsx sandbox) '],
  ['x'.repeat(65), false, '(awsx) '],
  ['', false, '(awsx) '],
])('profile %j, in a sandbox %j: %j', (profile, inside, text) => {
  expect(createMarkText(profile, inside)).toBe(text);
});

test.each([
  ['bash', 'linux', true],
  ['/opt/bin/fish', 'darwin', true],
  ['pwsh', 'linux', true],
  ['PowerShell.exe', 'win32', true],
  ['C:\\msys\\zsh.exe', 'win32', true],
  ['bash.exe', 'linux', false],
  ['bashful', 'linux', false],
  ['sh', 'linux', false],
  ['python3', 'linux', false],
] as const)('%s on %s is a shell: %j', (path, platform, is) => {
  expect(isShellName(path, platform)).toBe(is);
});
