import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCommandLine } from '../../src/command-line/parse-command-line.ts';
import { isAwsxError } from '../../src/errors.ts';
import { commands } from './commands.ts';

function parse(argv: readonly string[]) {
  const { command, invocation } = parseCommandLine(argv, commands);
  return [command.name, invocation.positionals, { ...invocation.flags }, invocation.childCommand];
}

function refusal(argv: readonly string[]) {
  try {
    return parse(argv);
  } catch (error) {
    return isAwsxError(error) ? [error.code, error.message, error.hint] : error;
  }
}

const H = { duration: '1h' };
test.each<[string, string[], string[], object, string[] | undefined]>([
  ['a profile alone', ['dev'], ['dev'], {}, undefined],
  ['no profile', [], [], {}, undefined],
  ['a command after dashes', ['dev', '--', 'x', '--help'], ['dev'], {}, ['x', '--help']],
  ['a command without dashes', ['dev', 'x', '--help'], ['dev'], {}, ['x', '--help']],
  ['a command and no profile', ['--', 'x', '-n'], [], {}, ['x', '-n']],
  ['flags, then a command', ['-n', '--', 'x'], [], { 'no-session': true }, ['x']],
  ['flags before the profile', ['-d', '1h', 'dev', 'x'], ['dev'], H, ['x']],
  ['flags after the profile', ['dev', '-d', '1h', '--', 'x'], ['dev'], H, ['x']],
  ['flags after both', ['dev', '-d', '1h', 'x', '-d', '2h'], ['dev'], H, ['x', '-d', '2h']],
  ['our flag after the command', ['dev', 'x', '-n'], ['dev'], {}, ['x', '-n']],
  ['dashes after the command', ['dev', 'x', '--', 'y'], ['dev'], {}, ['x', '--', 'y']],
  ['dashes twice', ['dev', '--', '--', 'y'], ['dev'], {}, ['--', 'y']],
  ['nothing after dashes', ['dev', '--'], ['dev'], {}, undefined],
  ['an empty command', ['dev', '--', ''], ['dev'], {}, ['']],
  ['empty arguments', ['dev', 'x', '', ''], ['dev'], {}, ['x', '', '']],
  ['a value with =', ['dev', '--duration=1h'], ['dev'], H, undefined],
  ['a value glued to a letter', ['-d1h', 'dev'], ['dev'], H, undefined],
  ['letters together', ['-nd', '1h', 'dev'], ['dev'], { 'no-session': true, ...H }, undefined],
  ['a value with = inside', ['dev', '--tag=a=b'], ['dev'], { tag: ['a=b'] }, undefined],
  [
    'a value that starts with a dash',
    ['--duration=-1', 'dev'],
    ['dev'],
    { duration: '-1' },
    undefined,
  ],
  ['a lone dash as value', ['dev', '--mfa-token', '-'], ['dev'], { 'mfa-token': '-' }, undefined],
  ['the last of two values', ['-d', '9', '-d', '1h', 'dev'], ['dev'], H, undefined],
  ['a flag twice', ['-n', '-n', 'dev'], ['dev'], { 'no-session': true }, undefined],
  ['all values', ['--tag', 'a', '--tag', 'b', 'dev'], ['dev'], { tag: ['a', 'b'] }, undefined],
  ['a profile of any name', ['__proto__', 'x'], ['__proto__'], {}, ['x']],
  ['a lone dash as profile', ['-', 'x'], ['-'], {}, ['x']],
  ['any script', ['größe 本番', '😀'], ['größe 本番'], {}, ['😀']],
  ['a NUL', ['a\0b', 'x\0'], ['a\0b'], {}, ['x\0']],
  ['a hostile argument', ['dev', 'x', '--__proto__=1'], ['dev'], {}, ['x', '--__proto__=1']],
])('exec with %s', (_what, words, positionals, flags, childCommand) => {
  expect(parse(['exec', ...words])).toEqual(['exec', positionals, flags, childCommand]);
});

test.each<[string[], unknown[]]>([
  [['list'], ['list', [], {}, undefined]],
  [
    ['add', '--', '-n'],
    ['add', ['-n'], {}, undefined],
  ],
  [['sandbox'], ['sandbox', [], {}, undefined]],
  [
    ['sandbox', 'code'],
    ['sandbox', ['code'], {}, undefined],
  ],
  [
    ['sandbox', '--', 'code'],
    ['sandbox', [], {}, ['code']],
  ],
  [['--help'], ['help', [], {}, undefined]],
  [['-h'], ['help', [], {}, undefined]],
  [
    ['-h', 'exec'],
    ['help', ['exec'], {}, undefined],
  ],
  [
    ['help', 'exec'],
    ['help', ['exec'], {}, undefined],
  ],
  [
    ['exec', '--help'],
    ['help', ['exec'], {}, undefined],
  ],
  [
    ['exec', 'dev', '-nh'],
    ['help', ['exec'], {}, undefined],
  ],
  [
    ['exec', '--bogus', '--help'],
    ['help', ['exec'], {}, undefined],
  ],
  [
    ['add', '-h'],
    ['help', ['add'], {}, undefined],
  ],
  [['-v'], ['version', [], {}, undefined]],
  [['--version'], ['version', [], {}, undefined]],
])('awsx %j', (argv, parsed) => {
  expect(parse(argv)).toEqual(parsed);
});

const seeExec = 'run awsx help exec';
test.each<[string[], string, string, string]>([
  [['lsit'], 'unknown_command', 'there is no command "lsit"', 'did you mean awsx list?'],
  [['sand'], 'unknown_command', 'there is no command "sand"', 'did you mean awsx sandbox?'],
  [
    ['dev'],
    'unknown_command',
    'there is no command "dev"',
    'run awsx exec PROFILE, or awsx --help for all commands',
  ],
  [
    ['\u001b[2J'],
    'unknown_command',
    'there is no command "\\x1b[2J"',
    'run awsx exec PROFILE, or awsx --help for all commands',
  ],
  [
    ['--debug=secret', 'exec'],
    'unknown_flag',
    'flag --debug before the command',
    'flags follow the command: awsx COMMAND --flag; awsx --help lists the commands',
  ],
  [
    ['exec', 'dev', '--durration', '1h'],
    'unknown_flag',
    'awsx exec has no flag --durration',
    'did you mean --duration?',
  ],
  [
    ['exec', 'dev', '--dur=1h'],
    'unknown_flag',
    'awsx exec has no flag --dur',
    'did you mean --duration?',
  ],
  [
    ['exec', 'dev', '--mfatoken=123456'],
    'unknown_flag',
    'awsx exec has no flag --mfatoken',
    'did you mean --mfa-token?',
  ],
  [
    ['exec', '-x123456'],
    'unknown_flag',
    'awsx exec has no flag -x',
    'run awsx help exec for its flags',
  ],
  [
    ['exec', '--__proto__', 'dev'],
    'unknown_flag',
    'awsx exec has no flag --__proto__',
    'run awsx help exec for its flags',
  ],
  [
    ['exec', '--constructor=1', 'dev'],
    'unknown_flag',
    'awsx exec has no flag --constructor',
    'run awsx help exec for its flags',
  ],
  [
    ['exec', '--\u202ex', 'dev'],
    'unknown_flag',
    'awsx exec has no flag --\\u{202e}x',
    'run awsx help exec for its flags',
  ],
  [['exec', 'dev', '--no-session=yes'], 'usage', '--no-session takes no value', seeExec],
  [['exec', 'dev', '--duration'], 'usage', '--duration needs a value', seeExec],
  [['exec', 'dev', '--duration='], 'usage', '--duration needs a value', seeExec],
  [['exec', 'dev', '-d', ''], 'usage', '-d needs a value', seeExec],
  [
    ['exec', '-d', '-n', 'dev'],
    'usage',
    '-d needs a value, and the next word is a flag',
    'write --duration=VALUE when the value starts with a dash',
  ],
  [
    ['exec', 'dev', '-d', '--', 'x'],
    'usage',
    '-d needs a value, and the next word is a flag',
    'write --duration=VALUE when the value starts with a dash',
  ],
  [['exec', '', 'x'], 'usage', 'the PROFILE is empty', seeExec],
  [['add'], 'usage', 'awsx add needs a PROFILE', 'run awsx help add'],
  [['add', 'dev', 'AKIA', 'secret'], 'usage', 'awsx add takes one PROFILE', 'run awsx help add'],
  [['list', 'dev'], 'usage', 'awsx list takes no words besides flags', 'run awsx help list'],
  [
    ['sandbox', 'sh'],
    'usage',
    'awsx sandbox takes code, and a command only after --',
    'run awsx help sandbox',
  ],
  [
    ['sandbox', 'code', 'x'],
    'usage',
    'awsx sandbox takes code, and a command only after --',
    'run awsx help sandbox',
  ],
])('refuses awsx %j', (argv, code, message, hint) => {
  expect(refusal(argv)).toEqual([code, message, hint]);
});

test('passes every command to run on untouched, whatever it is', () => {
  const word = fc.oneof(fc.string(), fc.constantFrom('--', '-n', '--help', '-d', '--duration=1h'));
  fc.assert(
    fc.property(fc.array(word), (args) => {
      expect(parse(['exec', 'dev', '-n', 'x', ...args]).at(3)).toEqual(['x', ...args]);
      expect(parse(['exec', 'dev', '-n', '--', 'x', ...args]).at(3)).toEqual(['x', ...args]);
    }),
  );
});

test('answers every line with a command or an AwsxError', () => {
  const word = fc.oneof(fc.string(), fc.constantFrom('exec', 'add', '--', '-n', '-d', '--tag=1'));
  fc.assert(
    fc.property(fc.array(word), (argv) => {
      expect(refusal(argv)).toBeInstanceOf(Array);
    }),
  );
});
