import { describe, expect, test } from 'vitest';
import { lineContent, parseDocument, readLines } from '../../profiles/document.ts';
import { mergeFiles } from '../../profiles/merge-files.ts';
import { readConfig, valuesOf } from './read-config.ts';

describe('lines', () => {
  test.each([
    ['', []],
    ['a', ['1 property a']],
    ['a\n', ['1 property a']],
    ['a\r\nb\rc\nd', ['1 property a', '2 property b', '3 property c', '4 property d']],
    ['\n\r\n\r', ['1 blank ', '2 blank ', '3 blank ']],
    ['\r\r\n', ['1 blank ', '2 blank ']],
    ['\ufeff[a]', ['1 section [a]']],
    ['\ufeff', []],
    [' \t\n x\n#\n;', ['1 blank  \t', '2 continuation  x', '3 comment #', '4 comment ;']],
    ['\u00a0', ['1 property \u00a0']],
  ])('of %j', (text, expected) => {
    const document = parseDocument(text, '/f', 'config');
    const lines = readLines(document).map(
      (line) => `${line.number} ${line.kind} ${lineContent(document, line)}`,
    );
    expect(lines).toEqual(expected);
  });
});

describe('what the specification leaves open', () => {
  test.each<[string, string, unknown]>([
    ['lone CRs end lines', '[profile a]\rx = 1\ry = 2', { a: { x: '1', y: '2' } }],
    ['NUL and controls stay in values', '[profile a]\nx = \0\u001b', { a: { x: '\0\u001b' } }],
    ['quoted names', '[profile "a b"]\nx = 1', { 'a b': { x: '1' } }],
    ['names quoted by the AWS CLI', `[profile 'it'"'"'s']`, { "it's": {} }],
    ['escapes in quotes', `[profile "a\\"b\\\\c\\d"]`, { 'a"b\\c\\d': {} }],
    ['brackets and comments in quotes', `[profile "a]#;b" ]; c`, { 'a]#;b': {} }],
    [
      '[profile "default"] is [profile default]',
      '[default]\nx = 1\n[profile "default"]',
      { default: {} },
    ],
    ['a quote that is not closed', '[profile "a]', {}],
    ['an empty name in quotes', '[profile ""]', {}],
    ['text behind a quoted name', '[profile "a" b]', {}],
    ['a word behind a quote', '[profile "a"b]', {}],
    ['quotes without a space', '[profile"a"]', {}],
    ['no name', '[profile]\n[ ]\n[]\n[profile ]', {}],
    ['names in their own case', '[profile A]\n[profile a]\n[DEFAULT]', { A: {}, a: {} }],
    ['the prefix in lower case only', '[Profile a]', {}],
    [
      'a comment right behind the equals sign',
      '[profile a]\nx =#1\ny = #2',
      { a: { x: '#1', y: '' } },
    ],
    ['comments do not end a value', '[profile a]\nx = 1\n# c\n\n 2', { a: { x: '1\n2' } }],
    ['a continued ignored property', '[profile a]\nx y = 1\n 2\nz = 3', { a: { z: '3' } }],
    [
      'a header that is indented continues',
      '[profile a]\nx = 1\n [profile b]',
      { a: { x: '1\n[profile b]' } },
    ],
  ])('%s', (_, text, expected) => {
    const config = readConfig(text);
    expect(config.diagnostics.filter(({ level }) => level === 'error')).toEqual([]);
    expect(valuesOf(config.profiles)).toEqual(expected);
  });

  test('a default section in the credentials file is not hidden by [profile default]', () => {
    const config = readConfig('[profile default]\na = 1', '[default]\nb = 2\n[sso-session s]');
    expect(valuesOf(config.profiles)).toEqual({ default: { a: '1', b: '2' } });
    expect(config.ssoSessions.size).toBe(0);
  });

  test('nested blocks keep keys as written, without comments', () => {
    const config = readConfig('[services s]\nSTS =\n  Endpoint_URL = http://x # c\n');
    const sts = config.services.get('s')?.properties.get('sts');
    expect(sts).toMatchObject({ key: 'STS', value: '\nEndpoint_URL = http://x # c' });
    expect(sts?.nested?.get('Endpoint_URL')).toEqual({
      name: 'Endpoint_URL',
      key: 'Endpoint_URL',
      value: 'http://x',
      location: { file: config.configFile, line: 3 },
    });
  });

  test('sections know all their headers', () => {
    const config = readConfig('\n[profile a]\n[profile a]', '[a]');
    expect(config.profiles.get('a')?.locations.map(({ file, line }) => [file, line])).toEqual([
      [config.configFile, 2],
      [config.configFile, 3],
      [config.credentialsFile, 1],
    ]);
  });
});

describe('diagnostics', () => {
  test('go on behind an error, without errors that follow from it', () => {
    const config = readConfig('x = 1\n y\n[profile a\nb = 1\nnone\n c\n[profile d]\n= 1\n');
    expect(config.diagnostics.map(({ line, message }) => `${line}: ${message}`)).toEqual([
      '1: Expected a profile definition, found a property',
      '2: Expected a profile definition, found continuation',
      "3: Profile definition must end with ']'",
      "5: Expected an '=' sign defining a property",
      '6: Expected a property definition, found continuation',
      '8: Property did not have a name',
    ]);
  });

  test.each([
    ['[foo]', 'section [foo] is ignored: in the config file write [profile foo]'],
    ['[foo bar]', 'section [foo bar] is of an unknown kind'],
    ['[profile a b]', 'section [profile a b] is ignored: its name is not made of'],
    [
      '[profile default]\n[default]',
      'section [default] is ignored: the file has a [profile default]',
    ],
    ['[profile a]\nx y = 1', 'property "x y" is ignored'],
    ['[profile a]\nx = 1\n # c', 'a comment that starts with white space continues the value'],
  ])('warn of %j', (text, message) => {
    expect(readConfig(text).diagnostics).toMatchObject([
      { level: 'warning', message: expect.stringContaining(message) },
    ]);
  });

  test.each([
    ['[profile a]', 'section [profile a] is ignored: in the credentials file write [a]'],
    ['[services a]', 'section [services a] is ignored: it belongs in the config file'],
    ['[a b]', 'section [a b] is ignored: its name is not made of'],
  ])('warn of %j in the credentials file', (text, message) => {
    expect(readConfig('', text).diagnostics).toMatchObject([
      { level: 'warning', message: expect.stringContaining(message) },
    ]);
  });
});

test.each([
  ['one long line', 'x'.repeat(1_000_000)],
  ['spaces', ' '.repeat(1_000_000)],
  ['spaces around nothing', `[profile a]\nx${' '.repeat(1_000_000)}`],
  ['spaces in a value', `[profile a]\nx = ${' '.repeat(1_000_000)}y`],
  ['comment marks', `[profile a]\nx = ${'#;'.repeat(500_000)}`],
  ['quotes', `[profile ${'"'.repeat(1_000_001)}`],
  ['backslashes', `[profile "${'\\'.repeat(1_000_000)}`],
  ['brackets', '['.repeat(1_000_000)],
  ['headers', '[\n'.repeat(100_000)],
  ['lines without an end of their kind', 'x\r'.repeat(100_000)],
  ['continuations', `[profile a]\nx = 1\n${' y\n'.repeat(100_000)}`],
  ['nested lines', `[profile a]\nx =\n${' y =\n'.repeat(100_000)}`],
  ['one section many times', '[profile a]\nx = 1\n'.repeat(50_000)],
])('a hostile file of %s is read in time that grows with its size', (_, text) => {
  const started = performance.now();
  const { profiles } = mergeFiles([parseDocument(text, '/f', 'config')]);
  for (const { properties, locations } of profiles.values()) {
    expect(properties.size + locations.length).toBeGreaterThan(0);
  }
  // Quadratic reading would take minutes.
  expect(performance.now() - started).toBeLessThan(5000);
});
