import { expect, test } from 'vitest';
import { createShellCommand } from '../../src/commands/shell-command.ts';

test('the line goes to the shell of the person, whole', () => {
  const line = 'echo "a b" | wc; exit 3';
  const env = { SHELL: '/usr/bin/fish' };
  expect(createShellCommand(line, { env, platform: 'linux' })).toEqual([
    '/usr/bin/fish',
    '-c',
    line,
  ]);
  expect(createShellCommand(line, { env: {}, platform: 'darwin' })[0]).toBe('/bin/sh');
});

test('on Windows to PowerShell, so that no quote can be lost', () => {
  const [program, ...args] = createShellCommand('echo "ä"', { env: {}, platform: 'win32' });
  expect(program).toBe('powershell.exe');
  expect(Buffer.from(args.at(-1) ?? '', 'base64').toString('utf16le')).toBe('echo "ä"');
});
