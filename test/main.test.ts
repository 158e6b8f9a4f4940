import { expect, test } from 'vitest';
import { main } from '../src/main.ts';
import type { Context } from '../src/ports.ts';
import { type ContextSettings, createFakeContext } from './commands/fake-context.ts';
import { createFakePicker } from './fake-picker.ts';

const twoProfiles = '[profile dev]\nregion = eu-west-1\n[profile other]\nregion = us-east-1\n';

async function run(argv: readonly string[], settings: ContextSettings = {}) {
  const { context, stdout, stderr } = createFakeContext(settings);
  const status = await main(argv, context);
  return { status, stdout: stdout(), stderr: stderr() };
}

function failing(error: unknown): Partial<Context> {
  return {
    hasTerminal: () => {
      throw error;
    },
  };
}

test.each([['--version'], ['-v'], ['version']])(
  'awsx %s prints the version alone',
  async (word) => {
    expect(await run([word])).toEqual({ status: 0, stdout: '0.1.0\n', stderr: '' });
  },
);

test.each([
  [['--help'], 'Commands:'],
  [['help'], 'Commands:'],
  [['help', 'exec'], 'awsx exec: run a command'],
  [['exec', '--help'], 'awsx exec: run a command'],
  [['exec', 'dev', '-h'], 'awsx exec: run a command'],
  [['sandbox', 'code', '--help'], 'awsx sandbox: practice'],
])('awsx %j prints help on stdout', async (argv, words) => {
  const { status, stdout, stderr } = await run(argv);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain(words);
});

test('awsx alone without a terminal prints help on stderr and answers 2', async () => {
  const { status, stdout, stderr } = await run([]);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain('Commands:');
});

test.each([[[]], [['--plain']]])('awsx %j on a terminal opens the picker', async (argv) => {
  const opened: boolean[] = [];
  const openPicker: Context['openPicker'] = async ({ plain = false } = {}) => {
    opened.push(plain);
    return createFakePicker().pick;
  };
  const changes = { hasTerminal: () => true, openPicker };
  const config = `${twoProfiles}credential_process = /opt/keys\n`;
  expect(await run(argv, { config, changes })).toMatchObject({ status: 130 });
  expect(opened).toEqual([argv.length > 0]);
});

test.each<[string[], number, string]>([
  [
    ['lsit'],
    2,
    'awsx: error: there is no command "lsit" [unknown_command]\nawsx: hint: did you mean awsx list?\n',
  ],
  [
    ['help', 'lsit'],
    2,
    'awsx: error: there is no command "lsit" [unknown_command]\nawsx: hint: did you mean awsx list?\n',
  ],
  [
    ['list', '--jsn'],
    2,
    'awsx: error: awsx list has no flag --jsn [unknown_flag]\nawsx: hint: did you mean --json?\n',
  ],
  [
    ['exec', 'typo', '--durtion=1h'],
    125,
    'awsx: error: awsx exec has no flag --durtion [unknown_flag]\nawsx: hint: did you mean --duration?\n',
  ],
  [
    ['explain', 'typo'],
    3,
    'awsx: error: profile "typo" does not exist [profile_not_found]\nawsx: hint: run awsx list to see the profiles\n',
  ],
  [
    ['exec', 'typo', '--', 'true'],
    125,
    'awsx: error: profile "typo" does not exist [profile_not_found]\nawsx: hint: run awsx list to see the profiles\n',
  ],
])('awsx %j fails with %i', async (argv, status, stderr) => {
  expect(await run(argv, { config: twoProfiles })).toEqual({ status, stdout: '', stderr });
});

test('with --json a failure is JSON on stderr, also when the line cannot be parsed', async () => {
  const { status, stdout, stderr } = await run(['explain', '--json', '--bogus']);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(JSON.parse(stderr)).toEqual({
    error: {
      code: 'unknown_flag',
      message: 'awsx explain has no flag --bogus',
      hint: 'run awsx help explain for its flags',
    },
  });
});

test('--debug tells the causes, its absence does not', async () => {
  const changes = failing(new TypeError('a bug'));
  const plain = await run(['exec'], { changes });
  expect(plain.status).toBe(125);
  expect(plain.stderr).toMatch(
    /^awsx: error: awsx met a TypeError .* \[unexpected\]\nawsx: hint: .*\n$/,
  );
  const debug = await run(['exec', '--debug'], { changes });
  expect(debug.stderr).toContain('awsx: debug: TypeError: a bug\n');
});
