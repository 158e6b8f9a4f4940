import { expect, test } from 'vitest';
import { parseCommandLine } from '../../src/command-line/parse-command-line.ts';
import { formatCommandHelp, formatOverview } from '../../src/commands/format-help.ts';
import { helpTexts } from '../../src/commands/help-texts.ts';
import { commands } from '../../src/commands/table.ts';

const names = commands.map(({ name }) => name);

test('there is a help text for each command and for nothing else', () => {
  expect(Object.keys(helpTexts).sort()).toEqual([...names].sort());
});

test('the overview fits one screen and says where to start', () => {
  const lines = formatOverview(commands).split('\n');
  expect(lines.length).toBeLessThanOrEqual(24);
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  expect(lines).toContain('  awsx sandbox');
  for (const name of names) expect(lines.some((line) => line.startsWith(`  ${name} `))).toBe(true);
});

test.each(commands)('help for $name', (command) => {
  const text = helpTexts[command.name];
  expect.assert(text !== undefined);
  const help = formatCommandHelp(command, text);
  expect(help.split('\n').filter((line) => line.length > 80)).toEqual([]);
  for (const { name } of command.flags) expect(help).toContain(`--${name}`);
  expect(text.examples.length).toBeGreaterThanOrEqual(2);
  expect(text.examples.length).toBeLessThanOrEqual(4);
  for (const line of text.usage) expect(line).toMatch(/^awsx /);
});

test('the examples are lines that awsx accepts', () => {
  const examples = Object.values(helpTexts).flatMap((text) => text.examples);
  for (const { line } of examples) {
    expect(() => parseCommandLine(wordsOfAwsx(line), commands), line).not.toThrow();
  }
});

test('no flag has two meanings, and no command the same letter twice', () => {
  const valueNames = new Map<string, string | undefined>();
  for (const command of commands) {
    const letters = command.flags.flatMap(({ short }) => short ?? []);
    expect(new Set(letters).size).toBe(letters.length);
    for (const { name, valueName } of command.flags) {
      if (valueNames.has(name)) expect(valueNames.get(name), name).toBe(valueName);
      valueNames.set(name, valueName);
    }
  }
});

/** The words after `awsx` up to a pipe or the end of a substitution, roughly as a shell does. */
function wordsOfAwsx(line: string): string[] {
  const after = line.slice(line.search(/\bawsx\b/) + 'awsx'.length);
  const words = after.replace('"$(awsx sandbox code)"', '123456').split(/[|)]/)[0] ?? '';
  return words.trim().split(/\s+/);
}
