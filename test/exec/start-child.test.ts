import { getSystemErrorMap } from 'node:util';
import { expect, it } from 'vitest';
import { startChild, translateStartError } from '../../src/exec/start-child.ts';
import type { ChildCommand } from '../../src/ports.ts';

const command: ChildCommand = { file: '/bin/tool', name: 'tool', args: ['hush'], env: {} };

function systemError(code: string, errno: number): Error {
  return Object.assign(new Error(`spawn /bin/tool ${code}`), {
    code,
    errno,
    spawnargs: command.args,
  });
}

it.skipIf(process.platform !== 'linux').each([
  ['ENOENT', -2, 'command_not_found', 'no such file or directory'],
  ['EACCES', -13, 'command_not_executable', 'permission denied'],
  // libuv has no words for it in Node 20.
  ['ENOEXEC', -8, 'command_not_executable', getSystemErrorMap().get(-8)?.[1] ?? 'ENOEXEC'],
  ['E2BIG', -7, 'command_not_executable', 'argument list too long'],
  ['EAGAIN', -11, 'unexpected', 'resource temporarily unavailable'],
  ['ENOMEM', -12, 'unexpected', 'not enough memory'],
])('%s (numbers of Linux)', (code, errno, kind, reason) => {
  expect(translateStartError(systemError(code, errno), command)).toMatchObject({
    code: kind,
    message: `cannot start /bin/tool: ${reason}`,
  });
});

it('does not repeat an argument that Node refuses', () => {
  const refused = { ...command, args: ['hush\0'] };
  expect.assertions(1);
  try {
    startChild(refused);
  } catch (error) {
    expect(translateStartError(error, refused)).toMatchObject({
      code: 'unexpected',
      message: 'cannot start /bin/tool: ERR_INVALID_ARG_VALUE',
    });
  }
});
