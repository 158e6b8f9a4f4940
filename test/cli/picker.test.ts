/** The picker of the built program in a pseudo-terminal. */
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openPseudoTerminal, type PseudoTerminal } from '../terminal/pseudo-terminal.ts';
import { awsxScript, type RunningSandbox, startSandbox } from './harness.ts';

const ESC = '\u001b';
const PASTE_OFF = `${ESC}[?2004l`;

let sandbox: RunningSandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.stop());

interface Opened extends PseudoTerminal {
  /** The same as `shows`, of what comes after this call. */
  showsNext(text: string): Promise<void>;
}

/** Runs awsx in a terminal, and then says its status and whether the terminal is as it was. */
function openAwsx(args: string, env: Record<string, string> = {}, redirect = ''): Opened {
  const awsx = `"${process.execPath}" "${awsxScript}" ${args} ${redirect}`;
  const script = `cd "${sandbox.folder}"; before=$(stty -g); ${awsx}
    echo "ended $?"; [ "$(stty -g)" = "$before" ] && echo "same modes"`;
  const { TERM: _, ...inside } = sandbox.env;
  const terminal = openPseudoTerminal({ script, env: { ...inside, SHELL: '/bin/sh', ...env } });
  return { ...terminal, showsNext: (text) => terminal.shows(text, terminal.screen().length) };
}

async function openPicker(args = '', env: Record<string, string> = {}): Promise<Opened> {
  const terminal = openAwsx(args, env);
  await terminal.shows('esc leave');
  return terminal;
}

async function expectEnd(terminal: PseudoTerminal, status: number): Promise<void> {
  await terminal.shows('same modes');
  expect(terminal.screen()).toContain(`ended ${status}\r\n`);
  expect(terminal.screen()).toContain(PASTE_OFF);
}

test('awsx alone opens a shell of the profile that was typed, all keys at once', async () => {
  const terminal = await openPicker();
  expect(sandbox.requests()).toEqual([]);
  const started = terminal.showsNext('credentials of profile "readonly"');
  terminal.type('readon\r');
  await started;
  terminal.type('echo "in $AWSX_PROFILE"; exit 3\r');
  await terminal.shows('in readonly\r\n');
  await expectEnd(terminal, 3);
});

test('runs no program of the config, and opens no store, for its list', async () => {
  const ran = join(sandbox.folder, 'ran');
  const process = `credential_process = touch "${ran}"`;
  const device = 'mfa_serial = arn:aws:iam::000000000000:mfa/dev';
  const role = 'role_arn = arn:aws:iam::000000000000:role/readonly\nsource_profile = dev';
  appendFileSync(
    sandbox.configFile,
    `[profile one]\n${process}\n[profile two]\n${role}\n${device}\nmfa_process = touch "${ran}"\n`,
  );
  // A vault that cannot be opened.
  const terminal = await openPicker('', { AWSX_FILE_IDENTITY: '/nonexistent' });
  const [one, two] = ['1. credential_process of one', 'takes an MFA code from mfa_process'];
  terminal.type('one');
  await terminal.shows(one);
  terminal.type('\u0015two');
  await terminal.shows(two);
  terminal.type('\u0003');
  await expectEnd(terminal, 130);
  expect(existsSync(ran)).toBe(false);
  expect(sandbox.requests()).toEqual([]);
});

test('exec -- CMD runs CMD with what was picked, its streams going elsewhere', async () => {
  const command = 'exec -- sh -c \'echo "ran as $AWSX_PROFILE"\'';
  const terminal = openAwsx(command, {}, '</dev/null >out 2>err');
  await terminal.shows('enter run sh -c');
  terminal.type('readonly\r');
  await expectEnd(terminal, 0);
  expect(readFileSync(join(sandbox.folder, 'out'), 'utf8')).toBe('ran as readonly\n');
  expect(readFileSync(join(sandbox.folder, 'err'), 'utf8')).toBe('');
});

test('a command line typed below the list is run by a shell', async () => {
  const terminal = await openPicker();
  terminal.type('readonly\u0005');
  await terminal.shows('Run with readonly: ');
  terminal.type('echo "line of $AWSX_PROFILE" | tr a-z A-Z\r');
  await terminal.shows('LINE OF READONLY\r\n');
  await expectEnd(terminal, 0);
});

test.each([
  ['Esc', ESC],
  ['Ctrl-C', '\u0003'],
])('%s leaves with 130, and nothing was called', async (_name, key) => {
  const terminal = await openPicker();
  terminal.type(key);
  await expectEnd(terminal, 130);
  expect(sandbox.requests()).toEqual([]);
});

test('renewing and forgetting a session come back to the list', async () => {
  const terminal = await openPicker();
  terminal.type('readonly\u0012');
  await terminal.shows('renewed the session of readonly: good for');
  await terminal.shows('until ');
  expect(sandbox.actions()).toBe('AssumeRole');
  terminal.type('\u0018');
  await terminal.shows('removed 1 session of readonly');
  terminal.type(`${ESC}`);
  await terminal.shows('esc leave', terminal.screen().indexOf('removed 1 session'));
  terminal.type('\u0003');
  await expectEnd(terminal, 130);
  expect(sandbox.actions()).toBe('AssumeRole');
});

test('a paste between brackets chooses nothing', async () => {
  const terminal = await openPicker();
  const searched = terminal.showsNext('esc clear');
  terminal.type(`${ESC}[200~readonly\r${ESC}[201~`);
  await searched;
  terminal.type('\u0003');
  await expectEnd(terminal, 130);
});

test('the command is copied, not the keys', async () => {
  const bin = join(sandbox.folder, 'clipboard');
  mkdirSync(bin);
  writeFileSync(join(bin, 'xclip'), `#!/bin/sh\ncat >"${bin}/got"\n`);
  chmodSync(join(bin, 'xclip'), 0o755);
  const PATH = `${bin}${delimiter}${sandbox.env['PATH']}`;
  const terminal = await openPicker('', { PATH, DISPLAY: ':99' });
  terminal.type('readonly\u0019');
  await expectEnd(terminal, 0);
  const line = 'eval "$(awsx export readonly)"';
  expect(readFileSync(join(bin, 'got'), 'utf8')).toBe(line);
  expect(terminal.screen()).toContain(`${ESC}]52;c;${Buffer.from(line).toString('base64')}\u0007`);
  expect(terminal.screen()).toContain(`awsx: copied with xclip: ${line}`);
});

/** What awsx does to itself, as soon as there is a file `now`. */
const ENDINGS = {
  'a signal': { what: "process.kill(process.pid, 'SIGTERM')", status: /ended 143/ },
  'a crash': { what: "throw new Error('a crash')", status: /ended [1-9]/ },
};

test.each(Object.entries(ENDINGS))('%s gives the terminal back', async (_, { what, status }) => {
  const module = join(sandbox.folder, 'end.cjs');
  const now = join(sandbox.folder, 'now');
  const look = `if (require('node:fs').existsSync(${JSON.stringify(now)})) { ${what}; }`;
  writeFileSync(module, `setInterval(() => { ${look} }, 10).unref();`);
  const terminal = await openPicker('', { NODE_OPTIONS: `--require ${module}` });
  writeFileSync(now, '');
  await terminal.shows('same modes');
  expect(terminal.screen()).toMatch(status);
  const end = terminal.screen().split(PASTE_OFF).at(-1);
  expect(end?.replace(/\r+\n/g, '\n').startsWith(`\n${ESC}[J`)).toBe(true);
});

test.each<[string, string, Record<string, string>]>([
  ['--plain', '--plain', {}],
  ['TERM=dumb', '', { TERM: 'dumb' }],
  ['INK_SCREEN_READER', '', { INK_SCREEN_READER: 'true' }],
])('%s: a list with numbers, without any escape', async (_name, args, env) => {
  const terminal = openAwsx(args, env);
  await terminal.shows('Number, or text to search: ');
  terminal.type('prod\r');
  await terminal.shows('Profiles that match "prod":');
  terminal.type('\u0003');
  await terminal.shows('same modes');
  expect(terminal.screen()).toContain('ended 130');
  expect(terminal.screen()).not.toContain(ESC);
});

test.each([
  ['of the picker', '--plain'],
  ['of the picker of a command', 'exec --plain'],
])('the question after the list %s has no escape either', async (_name, args) => {
  const terminal = openAwsx(args);
  await terminal.shows('Number, or text to search: ');
  terminal.type('prod-admin\r');
  await terminal.shows('Profiles that match "prod-admin":');
  terminal.type('1\r');
  await terminal.shows('MFA code: ');
  terminal.type('\u0003');
  await terminal.shows('same modes');
  expect(terminal.screen()).toContain('ended 130');
  expect(terminal.screen()).not.toContain(ESC);
});

test('NO_COLOR: no colour and no other look', async () => {
  const terminal = await openPicker('', { NO_COLOR: '1' });
  terminal.type('\u0003');
  await expectEnd(terminal, 130);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the start of SGR is one.
  expect(terminal.screen()).not.toMatch(/\u001b\[[\d;]*m/);
});
