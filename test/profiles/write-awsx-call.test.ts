import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { parseAwsxCall } from '../../profiles/awsx-call.ts';
import { writeAwsxCall } from '../../profiles/write-awsx-call.ts';
import { needs } from '../requirements.ts';

const program = { interpreter: '/usr/bin/node', script: '/opt/my tools/awsx.cjs' };
const start = ['/usr/bin/node', '/opt/my tools/awsx.cjs', 'credential-process'];

function write(name: string, platform: NodeJS.Platform = 'linux'): string {
  const command = writeAwsxCall(program, name, platform);
  expect.assert(command !== undefined, `${name} cannot be written`);
  return command;
}

test('quotes what has to be, and never the beginning', () => {
  expect(write('prod-admin')).toBe(
    '/usr/bin/node /"opt/my tools/awsx.cjs" credential-process prod-admin',
  );
});

test('on Windows quotes paths with blanks', () => {
  const windows = {
    interpreter: 'C:\\Program Files\\nodejs\\node.exe',
    script: 'C:\\awsx\\awsx.cjs',
  };
  expect(writeAwsxCall(windows, 'dev', 'win32')).toBe(
    '"C:\\Program Files\\nodejs\\node.exe" C:\\awsx\\awsx.cjs credential-process dev',
  );
});

const names = [
  'a/b@c:d.e_f+g,h',
  'two words',
  "jo's",
  'a "b"',
  '$(touch /tmp/x)',
  '`id`',
  '$HOME',
  'a\\b',
  'wow!',
  '~',
  '*',
  'a;b&c|d>e',
  'a#b',
  'a%b',
  'ünï',
  '__proto__',
];

describe.each(names)('the name %j', (name) => {
  test('is read back by awsx', () => {
    expect(parseAwsxCall(write(name))).toBe(name);
  });

  test('is one word of /bin/sh', () => {
    const script = `for word in ${write(name)}; do printf '%s\\0' "$word"; done`;
    const { stdout } = spawnSync('/bin/sh', ['-c', script], { encoding: 'utf8' });
    expect(stdout.split('\0')).toEqual([...start, name, '']);
  });

  test.skipIf(needs('python3'))('is one word of shlex (needs python3)', () => {
    const script = 'import json, shlex, sys; print(json.dumps(shlex.split(sys.argv[1])))';
    const { stdout } = spawnSync('python3', ['-c', script, write(name)], { encoding: 'utf8' });
    expect(JSON.parse(stdout)).toEqual([...start, name]);
  });
});

test('a name that looks like a flag stands behind dashes', () => {
  const command = write('-v');
  expect(command).toMatch(/ credential-process -- -v$/);
  expect(parseAwsxCall(command)).toBe('-v');
});

test.each<[string, NodeJS.Platform]>([
  [`it's $HOME`, 'linux'],
  [`'"`, 'linux'],
  ['%PATH%', 'win32'],
  ['a"b', 'win32'],
  ['a b\\', 'win32'],
])('%j cannot be written on %s', (name, platform) => {
  expect(writeAwsxCall(program, name, platform)).toBeUndefined();
});

test('neither can a path, nor a program that awsx would not know again', () => {
  const unquotable = { ...program, script: `/it's $HOME/awsx.cjs` };
  expect(writeAwsxCall(unquotable, 'dev', 'linux')).toBeUndefined();
  expect(writeAwsxCall({ ...program, script: '/opt/main.cjs' }, 'dev', 'linux')).toBeUndefined();
});
