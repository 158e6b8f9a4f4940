import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Key, parseKeys, parseRest } from '../../ui/keys.ts';

/** Short names, so that a case fits on one line. */
function spell(keys: readonly Key[]): string[] {
  return keys.map((key) => {
    if (key.kind === 'characters') return key.characters;
    if (key.kind === 'paste') return `<paste ${key.characters}>`;
    return key.kind === 'control' ? `<ctrl ${key.letter}>` : `<${key.kind}>`;
  });
}

test.each([
  ['a paste with its line end', '12\r', ['12', '<enter>']],
  ['a line feed of type-ahead', '1\n', ['1', '<enter>']],
  ['backspace and delete', '\b\u007f', ['<backspace>', '<backspace>']],
  ['Ctrl-U and Ctrl-W', '\u0015\u0017', ['<clear>', '<clear-word>']],
  ['Ctrl-C, Ctrl-D, Ctrl-\\', '\u0003\u0004\u001c', ['<cancel>', '<cancel>', '<cancel>']],
  ['Ctrl with other letters', '\u0001\u0005\u001a', ['<ctrl a>', '<ctrl e>', '<ctrl z>']],
  ['other control characters', '\u0000\u001f\u009b', []],
  ['Tab and Shift-Tab', '\t\u001b[Z', ['<tab>', '<back-tab>']],
  ['arrow keys', '\u001b[A\u001b[B\u001bOC\u001bOD', ['<up>', '<down>', '<right>', '<left>']],
  ['Home and End', '\u001b[H\u001bOF\u001b[1~\u001b[8~', ['<home>', '<end>', '<home>', '<end>']],
  ['paging and delete', '\u001b[5~\u001b[6~\u001b[3~', ['<page-up>', '<page-down>', '<delete>']],
  ['F1', '\u001bOP\u001b[11~\u001b[[A\u001b[P', ['<help>', '<help>', '<help>', '<help>']],
  ['other function keys', '\u001b[15~\u001b[[B\u001bOQ1', ['1']],
  ['modified keys', '\u001b[1;5C\u001b[3;2~x', ['<right>', '<delete>', 'x']],
  ['a bracketed paste', 'a\u001b[200~1\r\u001b[A2\u001b[201~b', ['a', '<paste 1\r\u001b[A2>', 'b']],
  ['Alt with a letter', '\u001bx1', ['1']],
  ['Alt with a letter beyond the basic plane', '\u001b😀1', ['1']],
  ['a mouse report', '\u001b[<0;3;4M1', ['1']],
  ['an answer about colours, ended by BEL', '\u001b]11;rgb:0/0/0\u00071', ['1']],
  ['an answer ended by ST', '\u001bP1$r0m\u001b\\2', ['2']],
  ['Esc twice', '\u001b\u001bx', ['<escape>']],
  ['letters of every script', 'é٣😀', ['é٣😀']],
])('%s', (_name, input, keys) => {
  expect(spell(parseKeys(input).keys)).toEqual(keys);
  expect(parseKeys(input).rest).toBe('');
});

test.each([
  '\u001b',
  '\u001b[',
  '\u001b[1;5',
  '\u001bO',
  '\u001b[[',
  '\u001b]11;rgb',
  '\u001b[200~12\r',
  '\u001b[200~12\u001b[20',
])('waits for the rest of %j', (input) => {
  expect(parseKeys(`1${input}`)).toEqual({
    keys: [{ kind: 'characters', characters: '1' }],
    rest: input,
  });
});

test('an Esc that nothing follows is the key, an open paste a paste, any other rest noise', () => {
  expect(spell(parseRest('\u001b'))).toEqual(['<escape>']);
  expect(spell(parseRest('\u001b[200~12\r'))).toEqual(['<paste 12\r>']);
  expect(parseRest('\u001b[1')).toEqual([]);
});

test('where the input is cut changes nothing', () => {
  const pieces = fc.constantFrom(
    '1',
    'é',
    '\r',
    '\u001b[A',
    '\u001bOP',
    '\u007f',
    '\u001b]0;x\u0007',
    '\u001b[200~a\rb\u001b[201~',
  );
  fc.assert(
    fc.property(fc.array(pieces), fc.nat(), (parts, cut) => {
      const input = parts.join('');
      const at = cut % (input.length + 1);
      const first = parseKeys(input.slice(0, at));
      const second = parseKeys(first.rest + input.slice(at));
      const keys = [...first.keys, ...second.keys];
      expect(spell(keys).join('')).toBe(spell(parseKeys(input).keys).join(''));
    }),
  );
});
