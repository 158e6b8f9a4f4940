import { describe, expect, test } from 'vitest';
import type { DialogCall, DialogRequest, FinishedDialog } from '../../src/dialogs/dialog.ts';
import { createKdialogCall } from '../../src/dialogs/kdialog.ts';
import { createOsascriptCall } from '../../src/dialogs/osascript.ts';
import { createPinentryCall } from '../../src/dialogs/pinentry.ts';
import { plainText } from '../../src/dialogs/plain-text.ts';
import { createPowershellCall } from '../../src/dialogs/powershell.ts';
import { createZenityCall } from '../../src/dialogs/zenity.ts';

const REQUEST: DialogRequest = {
  title: 'awsx',
  message: 'MFA code\ndevice: jon',
  hidden: true,
  timeoutSeconds: 120,
};

const BUILDERS = {
  osascript: createOsascriptCall,
  zenity: createZenityCall,
  kdialog: createKdialogCall,
  pinentry: createPinentryCall,
  powershell: createPowershellCall,
};

/** How each program is given a text: which of its inputs hold it. */
function build(name: keyof typeof BUILDERS, changes: Partial<DialogRequest> = {}): DialogCall {
  return BUILDERS[name](`/bin/${name}`, { ...REQUEST, ...changes });
}

const HOSTILE = [
  '"; do shell script "id"; "',
  "'; id; '",
  '$(id) `id` $env:PATH',
  '--title=x',
  '-e',
  '<img src=x><b>&amp;',
  'a\\nb\\',
  '%0AGETPIN',
  'line\r\nGETPIN',
  '\u001b]0;x\u0007\u202e',
  '__proto__',
];

describe('every dialog', () => {
  test.each(HOSTILE)('takes %j as it is, once, and nothing of it as script', (value) => {
    const message = plainText(value);
    for (const name of Object.keys(BUILDERS) as (keyof typeof BUILDERS)[]) {
      const harmless = build(name, { message: 'harmless' });
      const hostile = build(name, { message });
      const shown = name === 'zenity' ? message.replaceAll('_', '__') : message;
      expect(hostile.args.length).toBe(harmless.args.length);
      expect(hostile.args).toEqual(
        harmless.args.map((argument) => argument.replace('harmless', () => shown)),
      );
      expect(hostile.input.split('\n').length).toBe(harmless.input.split('\n').length);
      expect(Object.keys(hostile.env)).toEqual(Object.keys(harmless.env));
    }
  });

  test.each([
    ['osascript', 'hidden', 'shown'],
    ['zenity', '--hide-text', undefined],
    ['kdialog', '--password', '--inputbox'],
  ] as const)('%s hides what is typed when asked to', (name, hidden, shown) => {
    expect(build(name).args).toContain(hidden);
    const args = build(name, { hidden: false }).args;
    expect(args).not.toContain(hidden);
    if (shown !== undefined) expect(args).toContain(shown);
  });
});

test.each([
  ['<b>', '‹b›'],
  ['a&b', 'a＆b'],
  ['a\\nb', 'a∖nb'],
  ['a\nb\u001b', 'a∖x0ab∖x1b'],
  ['prod_admin "x"', 'prod_admin "x"'],
])('%j is shown as %j', (text, shown) => {
  expect(plainText(text)).toBe(shown);
});

const finished = (changes: Partial<FinishedDialog>): FinishedDialog => ({
  status: 0,
  stdout: '',
  stderr: '',
  timedOut: false,
  ...changes,
});
const NO_GTK = 'Gtk-WARNING **: cannot open display: \n';
const NO_QT = 'qt.qpa.xcb: could not connect to display :9\n';
const DENIED = 'execution error: No user interaction allowed. (-1713)';
const GREETING = 'OK Pleased to meet you\nOK\nOK\nOK\nOK\n';

test.each([
  ['osascript', { stdout: '123456\n' }, { kind: 'answer', text: '123456' }],
  ['osascript', { status: 1, stderr: 'User canceled. (-128)' }, { kind: 'cancelled' }],
  ['osascript', { status: 1, stderr: DENIED }, { kind: 'unavailable' }],
  ['zenity', { stdout: '123456\n' }, { kind: 'answer', text: '123456' }],
  ['zenity', { stdout: ' a \n' }, { kind: 'answer', text: ' a ' }],
  ['zenity', { stdout: '\n' }, { kind: 'answer', text: '' }],
  ['zenity', { status: 1 }, { kind: 'cancelled' }],
  ['zenity', { status: 5 }, { kind: 'cancelled' }],
  ['zenity', { status: 1, stderr: NO_GTK }, { kind: 'unavailable' }],
  ['zenity', { status: 255 }, { kind: 'unavailable' }],
  ['kdialog', { stdout: '123456\n' }, { kind: 'answer', text: '123456' }],
  ['kdialog', { status: 1 }, { kind: 'cancelled' }],
  ['kdialog', { status: undefined, stderr: NO_QT }, { kind: 'unavailable' }],
  ['kdialog', { status: 1, stderr: NO_QT }, { kind: 'unavailable' }],
  ['pinentry', { stdout: `${GREETING}D 123456\nOK\n` }, { kind: 'answer', text: '123456' }],
  ['pinentry', { stdout: `${GREETING}D 50%25 %C3%A9\nOK\n` }, { kind: 'answer', text: '50% é' }],
  ['pinentry', { stdout: `${GREETING}D a\nD b\nOK\n` }, { kind: 'answer', text: 'ab' }],
  ['pinentry', { stdout: `${GREETING}OK\n` }, { kind: 'answer', text: '' }],
  ['pinentry', { stdout: `${GREETING}ERR 83886179 Cancelled\n` }, { kind: 'cancelled' }],
  ['pinentry', { stdout: `${GREETING}ERR 83886142 Timeout\n` }, { kind: 'cancelled' }],
  ['pinentry', { stdout: `${GREETING}ERR 83886340 No tty\n` }, { kind: 'unavailable' }],
  ['pinentry', { status: undefined }, { kind: 'unavailable' }],
  ['powershell', { stdout: '123456' }, { kind: 'answer', text: '123456' }],
  ['powershell', { status: 3 }, { kind: 'cancelled' }],
  ['powershell', { status: 1 }, { kind: 'unavailable' }],
  ['zenity', { status: undefined, timedOut: true }, { kind: 'cancelled' }],
  ['osascript', { status: undefined, timedOut: true }, { kind: 'cancelled' }],
  ['pinentry', { status: undefined, timedOut: true }, { kind: 'cancelled' }],
  ['powershell', { status: undefined, timedOut: true }, { kind: 'cancelled' }],
] as const)('%s that ended with %j means %j', (name, changes, answer) => {
  expect(build(name).readAnswer(finished(changes))).toEqual(answer);
});

describe('pinentry', () => {
  test('is spoken to in Assuan', () => {
    expect(build('pinentry', { message: '100%\nsafe' }).input).toBe(
      'SETTITLE awsx\nSETDESC 100%25%0Asafe\nSETPROMPT awsx:\nSETTIMEOUT 120\nGETPIN\nBYE\n',
    );
  });

  test('is sent no line beyond its limit of 1,000 bytes', () => {
    const { input } = build('pinentry', { message: 'é%'.repeat(500) });
    const lengths = input.split('\n').map((line) => Buffer.byteLength(line));
    expect(Math.max(...lengths)).toBeGreaterThan(890);
    expect(Math.max(...lengths)).toBeLessThan(1000);
  });
});

test('Windows gets the texts by way of the environment, within its limit', () => {
  const { env, args } = build('powershell', { message: 'm'.repeat(5000) });
  expect(env).toEqual({ AWSX_DIALOG_TITLE: 'awsx', AWSX_DIALOG_MESSAGE: 'm'.repeat(1024) });
  expect(args.join(' ')).not.toContain('mmm');
});
