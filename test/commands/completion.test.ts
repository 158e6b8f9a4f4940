import { describe, expect, test } from 'vitest';
import { run } from '../../src/commands/completion.ts';
import { commands } from '../../src/commands/table.ts';
import { main } from '../../src/main.ts';
import { createFakeContext } from './fake-context.ts';

const shells = commands
  .find(({ name }) => name === 'completion')
  ?.positionals.flatMap(({ choices }) => choices ?? []);

async function scriptFor(shell: string): Promise<string> {
  const { context, stdout, stderr } = createFakeContext();
  expect(await run({ positionals: [shell], flags: {} }, context)).toBe(0);
  expect(stderr()).toBe('');
  return stdout();
}

test('there are four shells', () => {
  expect(shells).toEqual(['bash', 'zsh', 'fish', 'powershell']);
});

describe.each(shells ?? [])('the script for %s', (shell) => {
  test('asks awsx, from PATH and quietly', async () => {
    const script = await scriptFor(shell);
    expect(script).toMatch(/\n.*(command awsx|& \$program) __complete "=\$/);
    expect(script).toContain(' 2>');
    expect(script.endsWith('\n')).toBe(true);
  });

  test('says how it is installed, and evaluates nothing', async () => {
    const lines = (await scriptFor(shell)).split('\n');
    const comments = lines.filter((line) => line.startsWith('#')).join('\n');
    expect(comments).toContain(`awsx completion ${shell}`);
    const code = lines.filter((line) => !line.trimStart().startsWith('#')).join('\n');
    expect(code).not.toMatch(/\beval\b|Invoke-Expression|\biex\b|ScriptBlock\]::Create/i);
  });
});

/** Where there is no PowerShell to run it, its text is what can be looked at. */
describe('the script for powershell', () => {
  test.each([
    ['is registered for a native command', 'Register-ArgumentCompleter -Native -CommandName awsx'],
    [
      'starts a program and no function of that name',
      'Get-Command -Name awsx -CommandType Application',
    ],
    ['takes words by their prefix, wildcards as they are', '.StartsWith($typed, '],
    ['leaves out double quotes and what is not ASCII', "-cnotmatch '^[ !#-~]+$'"],
    ['quotes what is not plain', `"'" + $word.Replace("'", "''") + "'"`],
  ])('%s', async (_, text) => {
    expect(await scriptFor('powershell')).toContain(text);
  });
});

test.each([
  [['completion'], 'awsx completion needs a SHELL'],
  [['completion', 'tcsh'], 'awsx completion takes bash|zsh|fish|powershell'],
])('%j is refused', async (argv, message) => {
  const { context, stdout, stderr } = createFakeContext();
  expect(await main(argv, context)).toBe(2);
  expect(stdout()).toBe('');
  expect(stderr()).toContain(message);
});
