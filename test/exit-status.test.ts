import { expect, test } from 'vitest';
import { commands } from '../src/commands/table.ts';
import { AwsxError, type ErrorCode, errorCodes } from '../src/errors.ts';
import { exitStatusOf } from '../src/exit-status.ts';

function statusOf(code: ErrorCode, argv: readonly string[]): number {
  return exitStatusOf(new AwsxError(code, 'x'), argv, commands);
}

test.each<[string[], ErrorCode, number]>([
  [['exec', 'typo'], 'profile_not_found', 125],
  [['exec', '--bogus'], 'unknown_flag', 125],
  [['exec'], 'input_required', 125],
  [['exec', 'dev'], 'unexpected', 125],
  [['exec', 'dev', 'x'], 'command_not_executable', 126],
  [['exec', 'dev', 'x'], 'command_not_found', 127],
  [['exec', 'dev', 'x'], 'cancelled', 130],
  [['sandbox'], 'unexpected', 125],
  [['sandbox', '--', 'x'], 'command_not_found', 127],
  [['sandbox', 'code'], 'not_supported', 3],
  [['export', 'typo'], 'profile_not_found', 3],
  [['credential-process', 'dev'], 'input_required', 4],
  [['lsit'], 'unknown_command', 2],
  [[], 'usage', 2],
])('awsx %j failing with %s ends with %i', (argv, code, status) => {
  expect(statusOf(code, argv)).toBe(status);
});

test('every other command answers the status of the code', () => {
  for (const [code, status] of Object.entries(errorCodes)) {
    expect(statusOf(code as ErrorCode, ['list'])).toBe(status);
  }
});
