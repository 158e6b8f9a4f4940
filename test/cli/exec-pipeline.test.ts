/** `awsx exec` between other programs, beside the same command started directly. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { needs } from '../requirements.ts';
import { runtimes } from '../runtimes.ts';
import { awsxScript, type RunningSandbox, runProgram, startSandbox } from './harness.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
  const first = await sandbox.run(['exec', 'readonly', '--', 'true']);
  if (first.status !== 0) throw new Error(first.stderr);
});
afterAll(() => sandbox.stop());

/** Runs a script in which `"$@"` stands before the command: nothing for a direct start. */
async function runScript(script: string, prefix: readonly string[]) {
  const args = ['-c', script, 'bash', ...prefix];
  const { status, stdout, stderr } = await runProgram('bash', args, { env: sandbox.env });
  return { status, stdout, stderr };
}

for (const { name, node, isMissing } of runtimes)
  describe.skipIf(isMissing)(name, () => {
    const through = [node, awsxScript, 'exec', 'readonly', '--no-input', '--'];

    it.each([
      ['that is closed behind it', '"$@" yes | head -n 1', 'y\n141 0\n'],
      ['that it closes', 'yes | "$@" head -n 1', 'y\n141 0\n'],
      ['inside it', '"$@" bash -o pipefail -c "yes | head -n 1"', 'y\n141\n'],
      ['through it', 'seq 100000 | "$@" cat | tail -n 1', '100000\n0 0 0\n'],
      ['of itself', '"$@" seq 9 | "$@" tail -n 3 | "$@" head -n 1', '7\n0 0 0\n'],
      ['of its messages', '"$@" bash -c "yes >&2" 2>&1 >/dev/null | head -n 1', 'y\n141 0\n'],
      ['whose other end fails', '"$@" seq 3 | sh -c "cat; exit 3"', '1\n2\n3\n0 3\n'],
      ['that brings a text', '"$@" cat <<<"a text"', 'a text\n0\n'],
      ['from a substituted process', '"$@" cat <(echo one) <(echo two)', 'one\ntwo\n0\n'],
      ['to a substituted process', 'seq 3 | "$@" tee >(tail -n 1) >/dev/null | cat', '3\n0 0 0\n'],
    ])('a pipeline %s', async (_, pipeline, stdout) => {
      const script = `${pipeline}; echo "\${PIPESTATUS[@]}"`;
      const direct = await runScript(script, []);
      expect(direct).toEqual({ status: 0, stdout, stderr: '' });
      expect(await runScript(script, through)).toEqual(direct);
    });

    it.skipIf(process.platform !== 'linux')(
      'pipes that block, also when AWS had to be asked',
      async () => {
        const script = 'seq 3 | "$@" grep -h flags /proc/self/fdinfo/0 /proc/self/fdinfo/1 | cat';
        const direct = await runScript(script, []);
        expect(direct.stdout).toMatch(/^flags:.*\nflags:.*\n$/);
        const cold = [node, awsxScript, 'exec', 'readonly', '--no-input', '--no-cache', '--'];
        expect(await runScript(script, cold)).toEqual(direct);
      },
    );

    // The shell has to stay: the limits of the process that becomes awsx are lost to Node.
    it.skipIf(process.platform !== 'linux' || needs('prlimit')).each([
      ['as they are', '"$@" bash -c "ulimit -a; ulimit -H -a"; exit $?'],
      ['with few open files', 'ulimit -S -n 256; "$@" bash -c "ulimit -a; ulimit -H -a"; exit $?'],
      ['with few open files for good', 'ulimit -n 300; "$@" bash -c "ulimit -H -a"; exit $?'],
      [
        'of the stack and others',
        'ulimit -c 0 -S -s 4096 -t 900; "$@" bash -c "ulimit -a"; exit $?',
      ],
    ])('limits %s', async (_, script) => {
      const direct = await runScript(script, []);
      expect(direct).toMatchObject({ status: 0, stderr: '' });
      expect(await runScript(script, through)).toEqual(direct);
    });

    it.skipIf(process.platform !== 'linux').each([
      ['handlers and masks', '"$@" grep -E "^(Sig[BIC]|ShdPnd)" /proc/self/status', 0],
      ['a broken pipe', '"$@" sh -c \'kill -PIPE $$; echo still there\'', 141],
      ['a file too large', 'cd "$HOME"; ulimit -f 1; "$@" head -c 100000 /dev/zero >large', 153],
    ])('signals: %s', async (_, script, status) => {
      // The shell names the signal that ended its command; awsx may stand there and just exit.
      const quiet = `{ ${script}; } 2>/dev/null; exit $?`;
      const direct = await runScript(quiet, []);
      expect(direct.status).toBe(status);
      expect(await runScript(quiet, through)).toEqual(direct);
    });
  });
