import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Document,
  type DocumentKind,
  parseDocument,
  printDocument,
  readLines,
  type SectionId,
} from '../../profiles/document.ts';
import {
  appendSection,
  removeProperty,
  removeSection,
  renameProperty,
  setProperty,
} from '../../profiles/edit-document.ts';
import { mergeFiles } from '../../profiles/merge-files.ts';
import { arbitraryText } from './arbitrary-text.ts';

const dev: SectionId = { kind: 'profile', name: 'dev' };

function config(text: string): Document {
  return parseDocument(text, '/config', 'config');
}

const settings = [
  ['changes a value', '[profile dev]\na = 1\nb = 2\n', '[profile dev]\na = new\nb = 2\n'],
  ['keeps the inline comment', '[profile dev]\na=1\t # why\n', '[profile dev]\na=new\t # why\n'],
  ['keeps the key as written', '[profile dev]\nA \t=  1  \n', '[profile dev]\nA \t=  new  \n'],
  ['fills an empty value', '[profile dev]\na =\n', '[profile dev]\na = new\n'],
  ['fills before a comment', '[profile dev]\na = # c\n', '[profile dev]\na = new # c\n'],
  [
    'takes continuation lines away, not what is between them',
    '[profile dev]\na = 1\n 2\n# c\n\n 3\nb = 2\n',
    '[profile dev]\na = new\n# c\n\nb = 2\n',
  ],
  ['changes the last of two', '[profile dev]\na = 1\na = 2\n', '[profile dev]\na = 1\na = new\n'],
  [
    'adds behind the last property',
    '[profile dev]\nb = 1\n\n# next\n[default]\n',
    '[profile dev]\nb = 1\na = new\n\n# next\n[default]\n',
  ],
  [
    "adds in the section's style",
    '[profile dev]\r\nb=1\r\n[default]',
    '[profile dev]\r\nb=1\r\na=new\r\n[default]',
  ],
  ['adds behind a last line without ending', '[profile dev]', '[profile dev]\na = new'],
  [
    'adds behind a nested block',
    '[profile dev]\ns3 =\n  x = 1\n',
    '[profile dev]\ns3 =\n  x = 1\na = new\n',
  ],
  [
    'takes the section that counts',
    '[profile dev]\na = 1\n[profile dev]\nb = 1\n',
    '[profile dev]\na = new\n[profile dev]\nb = 1\n',
  ],
  ['adds a section', '[default]\na = 1', '[default]\na = 1\n\n[profile dev]\na = new\n'],
  ['starts a file', '', '[profile dev]\na = new\n'],
] as const;

describe('setProperty', () => {
  test.each(settings)('%s', (_, before, after) => {
    const edited = setProperty(config(before), { section: dev, key: 'a', value: 'new' });
    expect(printDocument(edited)).toBe(after);
  });

  test('edits [profile default] where that hides [default]', () => {
    const section: SectionId = { kind: 'profile', name: 'default' };
    const before = config('[profile default]\n[default]\n');
    const edited = setProperty(before, { section, key: 'a', value: '1' });
    expect(printDocument(edited)).toBe('[profile default]\na = 1\n[default]\n');
  });

  test.each(['a\nb', 'a\rb', ' a', 'a\t', 'a # b', '#a', ';', 'a ;', '\ud800'])(
    'refuses %j, which would be read as something else, without showing it',
    (value) => {
      expect(() =>
        setProperty(config('[profile dev]\n'), { section: dev, key: 'k', value }),
      ).toThrowError(
        expect.objectContaining({
          code: 'setting_invalid',
          message: 'the AWS files cannot hold this value of "k"',
        }),
      );
    },
  );

  test.each(['', 'a b', 'a=b', '#a', 'ä', '[a'])('refuses the key %j', (key) => {
    expect(() =>
      setProperty(config('[profile dev]\n'), { section: dev, key, value: 'x' }),
    ).toThrowError(expect.objectContaining({ code: 'setting_invalid' }));
  });
});

describe('renameProperty', () => {
  test('renames every line of the key and nothing else', () => {
    const before =
      '[profile dev]\nRole_Arn\t=x # c\n[profile dev]\nrole_arn = y\n[default]\nrole_arn = z';
    const edited = renameProperty(config(before), {
      section: dev,
      key: 'role_arn',
      newKey: 'awsx_role_arn',
    });
    expect(printDocument(edited)).toBe(
      '[profile dev]\nawsx_role_arn\t=x # c\n[profile dev]\nawsx_role_arn = y\n[default]\nrole_arn = z',
    );
  });

  test('refuses a key that is there already', () => {
    const before = config('[profile dev]\na = 1\nB = 2\n');
    expect(() => renameProperty(before, { section: dev, key: 'a', newKey: 'b' })).toThrowError(
      expect.objectContaining({ code: 'setting_conflict' }),
    );
  });
});

describe('removeProperty', () => {
  test('removes every line of the key', () => {
    const before = '[profile dev]\na = 1\n 2\n# c\nb = 1\n[profile dev]\nA = 3';
    const edited = removeProperty(config(before), { section: dev, key: 'a' });
    expect(printDocument(edited)).toBe('[profile dev]\n# c\nb = 1\n[profile dev]\n');
  });
});

describe('appendSection', () => {
  test.each<[string, DocumentKind, SectionId, string]>([
    ['a profile', 'config', dev, '[profile dev]'],
    ['the default profile', 'config', { kind: 'profile', name: 'default' }, '[default]'],
    ['a credentials profile', 'credentials', dev, '[dev]'],
    ['an sso-session', 'config', { kind: 'sso-session', name: 's' }, '[sso-session s]'],
    ['a name with a space', 'config', { kind: 'profile', name: 'a b' }, "[profile 'a b']"],
    ['a name with quotes', 'config', { kind: 'profile', name: `a'"\\` }, `[profile "a'\\"\\\\"]`],
    ['a name like a comment', 'config', { kind: 'profile', name: 'a#b]' }, "[profile 'a#b]']"],
  ])('writes %s', (_, kind, section, header) => {
    const document = parseDocument('', '/file', kind);
    const edited = appendSection(document, section, [{ key: 'a', value: '1' }]);
    expect(printDocument(edited)).toBe(`${header}\na = 1\n`);
  });

  test.each<[DocumentKind, SectionId]>([
    ['credentials', { kind: 'profile', name: 'a b' }],
    ['credentials', { kind: 'sso-session', name: 's' }],
    ['config', { kind: 'profile', name: 'a\nb' }],
    ['config', { kind: 'profile', name: '' }],
    ['config', { kind: 'profile', name: '\udc00' }],
  ])('refuses for the %s file %j', (kind, section) => {
    expect(() => appendSection(parseDocument('', '/file', kind), section, [])).toThrowError(
      expect.objectContaining({ code: 'setting_invalid' }),
    );
  });
});

describe('removeSection', () => {
  test.each([
    [
      'what appendSection added',
      '[default]\na = 1\n\n[profile dev]\na = 1\n',
      '[default]\na = 1\n',
    ],
    [
      'one in the middle, leaving one blank line',
      '[default]\n\n[profile dev]\na = 1\n\n[profile b]\n',
      '[default]\n\n[profile b]\n',
    ],
    [
      'all of its headers, not the comments of the next section',
      '[profile dev]\na = 1\n# next\n[default]\n[profile dev]\n',
      '# next\n[default]\n',
    ],
  ])('removes %s', (_, before, after) => {
    expect(printDocument(removeSection(config(before), dev))).toBe(after);
  });
});

describe('for every text', () => {
  const kinds = fc.constantFrom<DocumentKind>('config', 'credentials');

  test('it is kept byte for byte', () => {
    fc.assert(
      fc.property(arbitraryText, kinds, (text, kind) => {
        const document = parseDocument(text, '/file', kind);
        expect(printDocument(document)).toBe(text);
        expect(reassembled(document)).toBe(text);
      }),
    );
  });

  test('a set value is read back, and everything else as before', () => {
    fc.assert(
      fc.property(arbitraryText, fc.constantFrom('a', 'b', 's3'), (text, key) => {
        const before = config(text);
        const after = setProperty(before, { section: dev, key, value: 'new' });
        expect(valueInDev(after, key)).toBe('new');
        expect(everythingBut(after, key)).toEqual(everythingBut(before, key));
        expectOnlyLinesOf(before, after, [key, 'dev']);
      }),
    );
  });

  test('a removed key is gone, and everything else as before', () => {
    fc.assert(
      fc.property(arbitraryText, fc.constantFrom('a', 'b', 's3'), (text, key) => {
        const before = config(text);
        const after = removeProperty(before, { section: dev, key });
        expect(valueInDev(after, key)).toBeUndefined();
        expect(everythingBut(after, key)).toEqual(everythingBut(before, key));
        expectOnlyLinesOf(before, after, [key]);
      }),
    );
  });

  test('a key that is renamed and renamed back leaves no trace', () => {
    fc.assert(
      fc.property(arbitraryText, (text) => {
        const before = config(text);
        const renamed = renameProperty(before, { section: dev, key: 'b', newKey: 'awsx_b' });
        expect(valueInDev(renamed, 'awsx_b')).toBe(valueInDev(before, 'b'));
        expect(valueInDev(renamed, 'b')).toBeUndefined();
        const back = renameProperty(renamed, { section: dev, key: 'awsx_b', newKey: 'b' });
        expect(printDocument(back).toLowerCase()).toBe(text.toLowerCase());
      }),
    );
  });

  test('a section that is appended and removed leaves at most a line ending', () => {
    const section: SectionId = { kind: 'profile', name: 'new' };
    fc.assert(
      fc.property(arbitraryText, (text) => {
        const added = appendSection(config(text), section, [{ key: 'a', value: '1' }]);
        expect(printDocument(added).startsWith(text)).toBe(true);
        const removed = printDocument(removeSection(added, section));
        expect(removed.startsWith(text)).toBe(true);
        expect(removed.slice(text.length)).toMatch(/^(\r\n|\r|\n)?$/);
      }),
    );
  });
});

function valueInDev(document: Document, key: string): string | undefined {
  return mergeFiles([document]).profiles.get('dev')?.properties.get(key)?.value;
}

/** All values but one, and the messages, without their lines. */
function everythingBut(document: Document, key: string): unknown {
  const { profiles, ssoSessions, services, diagnostics } = mergeFiles([document]);
  const values = [profiles, ssoSessions, services].map((sections) =>
    [...sections.values()].flatMap(({ kind, name, properties }) =>
      [...properties.values()]
        .filter((property) => !(kind === 'profile' && name === 'dev' && property.name === key))
        .map((property) => [kind, name, property.name, property.value]),
    ),
  );
  const errors = diagnostics.filter(({ message }) => !aboutContinuations.has(message));
  return { values, messages: errors.map(({ message }) => message) };
}

/** They go with the lines they are about. */
const aboutContinuations = new Set([
  "Expected an '=' sign defining a sub-property",
  'Sub-property did not have a name',
  'a comment that starts with white space continues the value above: begin the line with # or ;',
]);

/** Every line that is new or gone belongs to the keys, or continues one of them. */
function expectOnlyLinesOf(before: Document, after: Document, words: readonly string[]): void {
  const kept = new Set(contents(after));
  for (const line of contents(before).filter((each) => !kept.has(each))) {
    // A lone CR and the LF of a blank line become one ending when the line between them goes.
    expect(line === '' || isAbout(line, words) || /^[ \t]/.test(line)).toBe(true);
  }
  const old = new Set(contents(before));
  for (const line of contents(after).filter((each) => !old.has(each))) {
    expect(line === '' || isAbout(line, words)).toBe(true);
  }
}

function isAbout(line: string, words: readonly string[]): boolean {
  return words.some((word) => line.toLowerCase().includes(word));
}

function contents(document: Document): readonly string[] {
  return readLines(document).map(({ start, end }) => document.text.slice(start, end));
}

/** The text put together from what the lines say about it. */
function reassembled(document: Document): string {
  const { text } = document;
  const lines = readLines(document);
  const start = lines[0]?.start ?? text.length;
  return (
    text.slice(0, start) +
    lines.map((line, index) => text.slice(line.start, lines[index + 1]?.start)).join('')
  );
}
