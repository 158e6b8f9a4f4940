import { expect, test } from 'vitest';
import {
  parseTerminalOfPs,
  parseTerminalOfStat,
  readTerminalName,
} from '../../src/terminal/terminal-name.ts';
import { buildFixture } from './build-fixture.ts';
import { openPseudoTerminal } from './pseudo-terminal.ts';

const stat = (device: number, name = 'awsx'): string =>
  `4711 (${name}) S 1 4711 4711 ${device} 4711 4194304 0 0`;

test.each([
  ['a pseudo-terminal', stat((136 << 8) | 3), 'pts/3'],
  ['one of the 256th and later', stat((136 << 8) | (1 << 20) | 5), 'pts/261'],
  ['one of the second major', stat((137 << 8) | 5), 'pts/261'],
  ['a console', stat((4 << 8) | 2), 'tty2'],
  ['a serial line', stat((4 << 8) | 64), 'terminal 4:64'],
  ['another device', stat((204 << 8) | 16), 'terminal 204:16'],
  ['no terminal', stat(0), undefined],
  ['a name with parentheses', stat((136 << 8) | 3, 'a) S 1 2 3 4 (b'), 'pts/3'],
  ['no line of stat', 'nonsense', undefined],
  ['a short line', '1 (a) S', undefined],
])('the terminal of %s', (_, text, name) => {
  expect(parseTerminalOfStat(text)).toBe(name);
});

test.each([
  ['ttys003\n', 'ttys003'],
  ['pts/3 \n', 'pts/3'],
  ['??\n', undefined],
  ['-\n', undefined],
  ['', undefined],
  ['tty\u001b[2J', undefined],
])('what ps says: %j', (text, name) => {
  expect(parseTerminalOfPs(text)).toBe(name);
});

// Linux and macOS tell; Windows does not.
test.skipIf(process.platform === 'win32')('is the one that tty prints', async () => {
  const fixture = buildFixture('name-terminal');
  const terminal = openPseudoTerminal({
    script: `echo "/dev/$("${process.execPath}" "${fixture}" </dev/null 2>&1) is $(tty)"`,
  });
  await terminal.ended;
  expect(terminal.screen()).toMatch(/^(\/dev\/\S+) is \1\r\n$/);
});

test('is undefined without a terminal, or of a form that can be shown', () => {
  expect(readTerminalName() ?? 'none').toMatch(/^[ -~]+$/);
});
