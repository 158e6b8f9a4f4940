import { expect, test } from 'vitest';
import {
  type ClipboardSituation,
  createClipboardSequence,
  listClipboardPrograms,
} from '../../src/terminal/clipboard-ways.ts';

const SSH = { SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22' };

test.each<[string, ClipboardSituation, readonly string[]]>([
  ['macOS', { env: {}, platform: 'darwin' }, ['pbcopy']],
  ['macOS over ssh', { env: SSH, platform: 'darwin' }, []],
  ['Windows', { env: {}, platform: 'win32' }, ['clip.exe']],
  ['WSL', { env: { WSL_DISTRO_NAME: 'Debian' }, platform: 'linux' }, ['clip.exe']],
  ['X', { env: { DISPLAY: ':0' }, platform: 'linux' }, ['xclip', 'xsel']],
  [
    'X over ssh, forwarded',
    { env: { ...SSH, DISPLAY: 'x:10' }, platform: 'linux' },
    ['xclip', 'xsel'],
  ],
  [
    'Wayland with X',
    { env: { WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' }, platform: 'linux' },
    ['wl-copy', 'xclip', 'xsel'],
  ],
  ['tmux over ssh', { env: { ...SSH, TMUX: '/tmp/x,1,0' }, platform: 'linux' }, ['tmux']],
  ['a console', { env: {}, platform: 'linux' }, []],
])('programs: %s', (_name, situation, names) => {
  expect(listClipboardPrograms(situation).map(({ name }) => name)).toEqual(names);
});

test('clip.exe reads UTF-16, the others UTF-8', () => {
  const [program] = listClipboardPrograms({ env: {}, platform: 'win32' });
  expect(program?.encoding).toBe('utf16le');
});

const PLAIN = '\u001b]52;c;ZGV2\u0007';

test.each<[string, Record<string, string>, string | undefined]>([
  ['xterm', { TERM: 'xterm-256color' }, PLAIN],
  ['a dumb terminal', { TERM: 'dumb' }, undefined],
  ['the Linux console', { TERM: 'linux' }, undefined],
  [
    'tmux: for itself, and for the terminal around it',
    { TERM: 'screen', TMUX: '/tmp/x,1,0' },
    `${PLAIN}\u001bPtmux;\u001b${PLAIN}\u001b\\`,
  ],
  ['GNU screen', { TERM: 'screen', STY: '1.pts' }, `\u001bP${PLAIN}\u001b\\`],
])('sequence: %s', (_name, env, sequence) => {
  expect(createClipboardSequence('dev', { env })).toBe(sequence);
});

test('the text is bytes of UTF-8, whatever it says', () => {
  const sequence = createClipboardSequence('本\u0007番', { env: { TERM: 'xterm' } }) ?? '';
  const encoded = sequence.slice(sequence.lastIndexOf(';') + 1, -1);
  expect(Buffer.from(encoded, 'base64').toString('utf8')).toBe('本\u0007番');
});
