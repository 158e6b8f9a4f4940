/** That `npm run bench` works, and that a cold role makes one call. Times are not looked at. */
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runProgram } from './harness.ts';

const script = fileURLToPath(new URL('../../bench/bench.mjs', import.meta.url));

it('measures cold roles, which make one call each, and prints a table', async () => {
  const args = [script, '--pairs', '1', '--only', 'cold'];
  // Node 20.19 warns about X25519; the program itself keeps that to itself.
  const env = { NODE_NO_WARNINGS: '1' };
  const { status, stdout, stderr } = await runProgram(process.execPath, args, { env });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(
    /^\| what \| ms \| against \| ms \| difference \| fastest \| ratio \| budget \| \|$/m,
  );
  expect(stdout).toMatch(/^\| what a cold role adds .* \| 150 ms \| .+ \|$/m);
  expect(stdout).toMatch(/^- awsx \d+\.\d+\.\d+ .*node v/m);
});
