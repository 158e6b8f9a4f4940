/** docs/commands.md shows the help of every command as it is. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { formatCommandHelp } from '../../src/commands/format-help.ts';
import { helpTexts } from '../../src/commands/help-texts.ts';
import { commands } from '../../src/commands/table.ts';

const document = readFileSync(new URL('../../docs/commands.md', import.meta.url), 'utf8');

test.each(commands)('shows awsx help $name', (command) => {
  const text = helpTexts[command.name];
  expect.assert(text !== undefined);
  const section = `## ${command.name}\n\n\`\`\`\n${formatCommandHelp(command, text)}\`\`\`\n`;
  expect(document.includes(section), section).toBe(true);
});

test('shows them in the order of awsx help', () => {
  const shown = [...document.matchAll(/^## ([a-z-]+)$/gm)].map((match) => match[1]);
  expect(shown).toEqual(commands.map(({ name }) => name));
});

test.each(commands.filter(({ name }) => name !== 'version'))(
  'the README names $name',
  ({ name }) => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    expect(readme).toMatch(new RegExp(`^(?:\\| \`awsx ${name} |Also .*\`${name}\`)`, 'm'));
  },
);
