/** What a command inherits through awsx, compared with what it inherits when started directly. */
import { spawnSync } from 'node:child_process';
import { afterAll, describe, expect, it } from 'vitest';
import { needs } from '../requirements.ts';
import { ways } from '../runtimes.ts';
import { buildRunChildProgram } from './run-child-program.ts';
import { openTerminal } from './terminal.ts';

const program = buildRunChildProgram();
afterAll(() => program.remove());

/** A shell that sets something, then runs its arguments, and stays their parent. */
function runAfter(preparation: string, command: readonly string[], env: NodeJS.ProcessEnv) {
  const args = ['-c', `${preparation}; "$@"; exit $?`, 'bash', ...command];
  const { status, stdout, stderr } = spawnSync('bash', args, { encoding: 'utf8', env });
  return { status, stdout, stderr };
}

const show = (script: string) => ['bash', '-c', script];

for (const { name, node, mayReplace, isMissing } of ways)
  describe.skipIf(isMissing || process.platform !== 'linux')(name, () => {
    const env = { ...process.env, MAY_REPLACE: mayReplace ? '1' : '0' };
    const through = (command: readonly string[]) => [node, program.script, ...command];

    it.skipIf(needs('prlimit')).each([
      ['the limit of open files as it is', ':', 'ulimit -S -n; ulimit -H -n'],
      ['a low limit of open files', 'ulimit -S -n 256', 'ulimit -S -n; ulimit -H -n'],
      ['a low hard limit of open files', 'ulimit -n 300', 'ulimit -S -n; ulimit -H -n'],
      ['every other limit', 'ulimit -c 0; ulimit -S -s 4096; ulimit -S -t 1000', 'ulimit -a'],
    ])('%s', (_, preparation, script) => {
      const direct = runAfter(preparation, show(script), env);
      expect(direct.status).toBe(0);
      expect(runAfter(preparation, through(show(script)), env)).toEqual(direct);
    });

    it.each([
      ['umask', 'umask 027', 'umask'],
      ['niceness and the out-of-memory score', ':', 'nice; cat /proc/self/oom_score_adj'],
      ['the working directory', 'cd /usr/bin', 'pwd; pwd -P'],
      ['the name of the process', ':', 'cat /proc/self/comm; echo "$0"'],
      [
        'no ignored or blocked signal',
        ':',
        "grep -E '^(Sig|Shd)' /proc/self/status | grep -v SigQ",
      ],
      ['streams that block', ':', 'grep -h flags /proc/self/fdinfo/[012]'],
      ['the environment', 'export A=1 B= "C=a b"; unset _', "env | grep -vE '^(_|MAY_REPLACE)='"],
    ])('%s', (_, preparation, script) => {
      const direct = runAfter(preparation, show(script), env);
      expect(direct).toMatchObject({ status: 0, stderr: '' });
      expect(runAfter(preparation, through(show(script)), env)).toEqual(direct);
    });

    it('the settings of the terminal', async () => {
      const script = 'stty -ixon; stty -g; "$@"; echo end';
      const terminal = openTerminal('sh', ['-c', script, 'sh', ...through(['stty', '-g'])], env);
      const [before, inside] = (await terminal.waitFor(/end/)).split(/\r?\n/);
      expect(before).toMatch(/^[\da-f:]+$/);
      expect(inside).toBe(before);
      expect(await terminal.ended).toBe(0);
    });
  });
