import fc from 'fast-check';

const line = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('[profile dev]', '[default]', '[profile default]') },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '[dev]',
      "[profile 'dev'] ; c",
      '[services dev]',
      '[sso-session dev]',
      '[profile dev',
      '[in valid]',
      '# comment',
      '',
      ' \t',
      '__proto__ = x',
      'x y = 1',
      'no equals sign',
      '= no name',
    ),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.constantFrom('a', 'b', 'B', 's3', 'region'),
        fc.constantFrom('=', ' = ', '\t= '),
        fc.constantFrom('', '1', 'x # c', '#c', ';', '\u0000', 'é😀', '\ud800', '\u00a0v\u00a0'),
      )
      .map((parts) => parts.join('')),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(' continued', '\tn = 1', '  # indented', ' = x', ' [profile dev]'),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
);

const ending = fc.constantFrom('\n', '\n', '\n', '\r\n', '\r');

/** Texts of a shared config file, good and bad, with all kinds of line endings. */
export const arbitraryText: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('', '', '\ufeff'),
    fc.array(
      fc.tuple(line, ending).map((parts) => parts.join('')),
      { maxLength: 14 },
    ),
    fc.oneof(fc.constant(''), line),
  )
  .map(([mark, lines, last]) => mark + lines.join('') + last);
