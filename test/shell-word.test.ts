import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commands } from '../src/commands/table.ts';
import { printable } from '../src/printable.ts';
import { shellWord } from '../src/shell-word.ts';
import { needs } from './requirements.ts';

describe('a word for a shell', () => {
  test.each([
    ['dev', 'dev', 'dev'],
    ['a.b/c_d-e:f+1', 'a.b/c_d-e:f+1', 'a.b/c_d-e:f+1'],
    ['me@work,2', 'me@work,2', '"me@work,2"'],
    ['', "''", '""'],
    ['a b', "'a b'", '"a b"'],
    ['q`id`', "'q`id`'", '"q?id?"'],
    ['$(id)', "'$(id)'", '"?(id)"'],
    ['%PATH%', "'%PATH%'", '"?PATH?"'],
    ['a;b&c|d>e<f', "'a;b&c|d>e<f'", '"a;b&c|d>e<f"'],
    ["it's", "'it'\\''s'", '"it\'s"'],
    ['a"b“c', "'a\"b“c'", '"a?b?c"'],
    ['=ls', "'=ls'", '"=ls"'],
    ['~root', "'~root'", '"~root"'],
    ['*', "'*'", '"*"'],
    ['#x', "'#x'", '"#x"'],
    ['!!', "'!!'", '"??"'],
    ['ü', "'ü'", '"ü"'],
    ['C:\\a', "'C:'\\\\'a'", 'C:\\a'],
    ['C:\\a b\\', "'C:'\\\\'a b'\\\\''", '"C:\\a b\\\\"'],
    ["a\\' ; id #", "'a'\\\\''\\'' ; id #'", '"a\\\' ; id #"'],
    ['a\u001b[2J\nid', "'a'\\\\'x1b[2J'\\\\'x0aid'", '"a\\x1b[2J\\x0aid"'],
    ['a\u202eb', "'a'\\\\'u{202e}b'", '"a\\u{202e}b"'],
  ])('%j', (text, posix, windows) => {
    expect(shellWord(text, 'linux')).toBe(posix);
    expect(shellWord(text, 'darwin')).toBe(posix);
    expect(shellWord(text, 'win32')).toBe(windows);
  });
});

/** Printable text; with more quotes, backslashes and dollars in it than chance gives. */
const name = fc
  .array(fc.oneof(fc.constantFrom(...`'"\\\`$(){}!~#=*?;&|<> %`), fc.string({ unit: 'grapheme' })))
  .map((parts) => parts.join(''))
  .filter((text) => printable(text) === text);

test.for(['sh', 'bash', 'zsh', 'fish'])('%s gives every printable name back', (shell, { skip }) => {
  skip(needs(shell));
  fc.assert(
    fc.property(fc.array(name, { minLength: 30, maxLength: 60 }), (names) => {
      const words = names.map((text) => shellWord(text, 'linux')).join(' ');
      const { stdout } = spawnSync(shell, ['-c', `printf '%s\\n' ${words}`], { encoding: 'utf8' });
      expect(stdout.split('\n').slice(0, -1)).toEqual(names);
    }),
    { numRuns: 10 },
  );
});

test('no message puts a name into a command as it is', () => {
  const root = new URL('..', import.meta.url);
  const files = ['src', 'profiles', 'ui'].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => `${folder}/${file}`),
  );
  const ours = commands.map(({ name: command }) => command).join('|');
  const command = `\\b(?:awsx (?:${ours})|aws [a-z]+|chmod|ls -\\w+|age-keygen|cmd\\.exe)\\b`;
  const unquoted = new RegExp(`${command}[^\`'"$]*\\$\\{(?:printable|quoted)\\(.*`, 'g');
  const found = files.flatMap((file) => readFileSync(new URL(file, root), 'utf8').match(unquoted));
  expect(files).toContain('src/commands/add.ts');
  expect(found.filter((match) => match !== null)).toEqual([]);
});
