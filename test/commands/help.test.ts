import { describe, expect, test } from 'vitest';
import type { Command, CommandGroup } from '../../src/command-line/command.ts';
import { parseCommandLine } from '../../src/command-line/parse-command-line.ts';
import { formatCommandHelp, formatOverview } from '../../src/commands/format-help.ts';
import { helpTexts } from '../../src/commands/help-texts.ts';
import { commands } from '../../src/commands/table.ts';
import { displayWidth } from '../../src/text-table.ts';

const names = commands.map(({ name }) => name);

test('there is a help text for each command and for nothing else', () => {
  expect(Object.keys(helpTexts).sort()).toEqual([...names].sort());
});

describe('the overview', () => {
  test('names every command once, those of every day with their summaries', () => {
    const overview = formatOverview(commands);
    const listed = overview.slice(overview.indexOf('Commands:'), overview.indexOf('Examples:'));
    for (const { name, group, summary } of commands) {
      const line = listed.split('\n').filter((each) => each.split(/\s+/).includes(name));
      expect(line, name).toHaveLength(1);
      if (group === 'everyday') expect(line[0]).toContain(summary);
    }
  });

  test('has examples that awsx accepts, the sandbox first', () => {
    const overview = formatOverview(commands);
    const examples = overview.slice(overview.indexOf('Examples:')).match(/^ {2}awsx.*?(?= {2,})/gm);
    expect(examples?.[0]).toBe('  awsx sandbox');
    for (const line of examples ?? []) {
      expect(() => parseCommandLine(wordsOfAwsx(line), commands), line).not.toThrow();
    }
  });

  test.each([
    ['as it is', commands],
    ['with all commands that are to come', [...commands, ...commandsToCome()]],
  ])('fits one screen %s', (_, all) => {
    const lines = formatOverview(all).trimEnd().split('\n');
    expect(lines.length).toBeLessThan(24);
    expect(lines.filter((line) => displayWidth(line) > 80)).toEqual([]);
  });
});

/** Those of the design that the table does not have yet. */
function commandsToCome(): readonly Command[] {
  const groups: Readonly<Record<string, CommandGroup>> = {
    login: 'everyday',
    sso: 'setup',
    link: 'setup',
    unlink: 'setup',
    import: 'setup',
    init: 'setup',
    doctor: 'setup',
    rotate: 'keys',
    mfa: 'keys',
    'migrate-backend': 'keys',
    serve: 'programs',
  };
  return Object.entries(groups)
    .filter(([name]) => !names.includes(name))
    .map(([name, group]) => ({ name, group, summary: 'x'.repeat(60), positionals: [], flags: [] }));
}

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
