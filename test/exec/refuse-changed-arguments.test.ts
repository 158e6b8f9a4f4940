import { spawnSync } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import { isChanged } from '../../src/exec/refuse-changed-arguments.ts';
import { ways } from '../runtimes.ts';
import { buildRunChildProgram } from './run-child-program.ts';

const program = buildRunChildProgram();
afterAll(() => program.remove());

it.each([
  ['is plain', 'cafe', 'node\0cafe\0', false],
  ['is UTF-8', 'café', 'node\0café\0', false],
  ['holds that character itself', 'caf\u{FFFD}', 'node\0caf\u{FFFD}\0', false],
  ['holds a byte of Latin-1', 'caf\u{FFFD}', Buffer.from('node\0caf\xe9\0', 'latin1'), true],
  ['is only part of another', '\u{FFFD}', 'node\0caf\u{FFFD}\0', true],
])('an argument that %s', (_, argument, commandLine, answer) => {
  expect(isChanged(argument, Buffer.from(commandLine))).toBe(answer);
});

for (const { name, node, mayReplace, isMissing } of ways)
  describe.skipIf(isMissing || process.platform !== 'linux')(name, () => {
    it.each([
      ['UTF-8', String.raw`'caf\303\251'`, { status: 0, stdout: 'café', stderr: '' }],
      ['the replacement character', String.raw`'\357\277\275'`, { status: 0, stdout: '\u{FFFD}' }],
      ['Latin-1', String.raw`'caf\351'`, { status: 2, stdout: '' }],
    ])('an argument in %s', (_, word, result) => {
      const script = `exec "$@" printf %s "$(printf ${word})"`;
      const env = { ...process.env, MAY_REPLACE: mayReplace ? '1' : '0' };
      const args = ['-c', script, 'sh', node, program.script];
      expect(spawnSync('sh', args, { encoding: 'utf8', env })).toMatchObject(result);
    });
  });
