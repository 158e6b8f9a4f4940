/** docs/exit-codes.md says what src/errors.ts does. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { EXIT_BEFORE_COMMAND, errorCodes } from '../src/errors.ts';
import { EXIT_READER_GONE } from '../src/process-output.ts';

const text = readFileSync(new URL('../docs/exit-codes.md', import.meta.url), 'utf8');
const [execPart = '', otherPart = ''] = text.split('## All other commands');

function codesByStatus(table: string): [string, number][] {
  return table
    .split('\n')
    .filter((line) => /^\| \d+ \|/.test(line))
    .flatMap((line) => {
      const status = Number(line.split('|')[1]);
      return [...line.matchAll(/`([a-z_]+)`/g)].map((match): [string, number] => [
        match[1] ?? '',
        status,
      ]);
    });
}

test('the document lists every code with its status, and no other', () => {
  const documented = Object.fromEntries([...codesByStatus(execPart), ...codesByStatus(otherPart)]);
  expect(documented).toEqual(errorCodes);
});

test('the document tells the statuses without a code', () => {
  expect(execPart).toContain(`| ${EXIT_BEFORE_COMMAND} | awsx failed before it started`);
  expect(otherPart).toContain(`| ${EXIT_READER_GONE} | the reader of stdout went away`);
});
