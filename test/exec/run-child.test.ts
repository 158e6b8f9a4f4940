import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ways } from '../runtimes.ts';
import { buildRunChildProgram, signalTeller } from './run-child-program.ts';

const program = buildRunChildProgram();
afterAll(() => program.remove());

function writeExecutable(name: string, content: string | Buffer): string {
  const file = join(program.folder, name);
  writeFileSync(file, content);
  chmodSync(file, 0o755);
  return file;
}

/** Another number in e_machine of an ELF header: elf(5). */
function changeMachine(elf: Buffer): Buffer {
  elf.writeUInt16LE(elf.readUInt16LE(18) + 1, 18);
  return elf;
}

function changeLoader(elf: Buffer): Buffer {
  elf.write('xx', elf.indexOf('ld-'));
  return elf;
}

async function waitForOutput(child: ChildProcess, text: string): Promise<string> {
  let output = '';
  for await (const chunk of child.stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    output += String(chunk);
    if (output.includes(text)) return output;
  }
  throw new Error(`output ended without "${text}": ${output}`);
}

for (const { name, node, mayReplace, isMissing } of ways)
  describe.skipIf(isMissing)(name, () => {
    const MAY_REPLACE = mayReplace ? '1' : '0';
    const env = { ...process.env, MAY_REPLACE };

    function run(
      args: readonly string[],
      options: { input?: string; env?: NodeJS.ProcessEnv } = {},
    ) {
      const { status, signal, stdout, stderr } = spawnSync(node, [program.script, ...args], {
        encoding: 'utf8',
        ...options,
        env: { ...(options.env ?? process.env), MAY_REPLACE },
      });
      return { status: status ?? 128 + constants.signals[signal ?? 'SIGKILL'], stdout, stderr };
    }

    describe('exit status', () => {
      it.each([
        ['exit 0', 0],
        ['exit 7', 7],
        ['exit 255', 255],
        ['kill -TERM $$', 143],
        ['kill -INT $$', 130],
        ['kill -KILL $$', 137],
        ['kill -SEGV $$', 139],
      ])('sh -c %j gives %i', (script, status) => {
        expect(run(['sh', '-c', script])).toEqual({ status, stdout: '', stderr: '' });
      });
    });

    describe('what the child gets', () => {
      it('takes arguments as they are, through no shell', () => {
        const args = ['$(id)', '`id`', 'a b', '', "'", '"', '\n', '*', '--help', '%PATH%'];
        const script = 'process.stdout.write(JSON.stringify(process.argv.slice(1)))';
        const { stdout } = run(['node', '-e', script, '--', ...args]);
        expect(JSON.parse(stdout)).toEqual(args);
      });

      it('has the typed name as argv[0]', () => {
        expect(run(['sh', '-c', 'echo "$0"']).stdout).toBe('sh\n');
      });

      it('reads the stdin of awsx from the first byte', () => {
        expect(run(['cat'], { input: 'all of it' }).stdout).toBe('all of it');
      });

      it('has the given environment and nothing else', () => {
        const env = { PATH: process.env['PATH'], ONLY: 'this' };
        const lines = run(['env'], { env }).stdout.trim().split('\n').sort();
        expect(lines).toEqual(['ONLY=this', `PATH=${process.env['PATH']}`]);
      });

      it('can open the low descriptors that its arguments name', () => {
        const script = '"$@" /dev/fd/11 11<"$0"';
        const text = join(program.folder, 'substituted');
        writeFileSync(text, 'substituted\n');
        const args = ['-c', script, text, node, program.script, 'cat'];
        expect(spawnSync('bash', args, { encoding: 'utf8', env }).stdout).toBe('substituted\n');
      });

      it('starts even if its arguments name descriptors that are not open', () => {
        expect(run(['echo', '/dev/fd/9999']).stdout).toBe('/dev/fd/9999\n');
      });
    });

    describe('a program that cannot be started', () => {
      it.each([
        ['a missing interpreter', '#!/no/such/interpreter\n', 127],
        ['an interpreter with a carriage return', '#!/bin/sh\r\n', 127],
        ['an interpreter that is not executable', '#!/etc/passwd\n', 126],
        ['an interpreter that is a folder', '#!/etc\n', 126],
        ['a program without its loader', changeLoader(readFileSync('/bin/sh')), 127],
      ])('gives a status and a message for %s', (what, content, status) => {
        const file = writeExecutable(what.replaceAll(' ', '-'), content);
        const result = run([file]);
        expect(result.status).toBe(status);
        expect(result.stdout).toBe('');
        expect(result.stderr).toMatch(/^command_not_\w+: cannot start \S+: [\w -]+\n$/);
      });

      // The C library hands what the system does not know to sh, which does not understand it.
      it.each([
        ['a program cut short', readFileSync('/bin/sh').subarray(0, 100)],
        ['a program of another machine', changeMachine(readFileSync('/bin/sh'))],
      ])('does not abort for %s', (what, content) => {
        const { status, stdout } = run([writeExecutable(what.replaceAll(' ', '-'), content)]);
        expect(status).toBeGreaterThan(0);
        expect(status).toBeLessThan(128);
        expect(stdout).toBe('');
      });

      it('does as a shell with a program that is open for writing', () => {
        const file = writeExecutable('busy', readFileSync('/bin/sh'));
        const writing = openSync(file, 'a');
        const { status } = spawnSync('sh', ['-c', '"$0" -c "exit 5"', file]);
        expect(run([file, '-c', 'exit 5']).status).toBe(status);
        closeSync(writing);
      });

      it('gives 126 for arguments that are too long, and does not repeat them', () => {
        const file = join(program.folder, 'driver.cjs');
        writeFileSync(
          file,
          `process.argv = [...process.argv.slice(0, 2), 'echo', 'x'.repeat(3_000_000)];
       require(${JSON.stringify(program.script)});`,
        );
        const { status, stderr } = spawnSync(node, [file], {
          encoding: 'utf8',
          env,
        });
        expect(status).toBe(126);
        expect(stderr).toMatch(
          /^command_not_executable: cannot start \S+: argument list too long\n$/,
        );
      });

      it.skipIf(process.platform !== 'linux')('runs a text file without #! in sh (glibc)', () => {
        const file = writeExecutable('no-interpreter', 'echo "ran with $1"\n');
        expect(run([file, 'x']).stdout).toBe('ran with x\n');
      });
    });

    describe('signals', () => {
      // Detached: a session of its own, so that no terminal is involved.
      const names = ['TERM', 'HUP', 'USR1', 'USR2', 'INT', 'QUIT', 'WINCH'] as const;
      const rarer = ['ALRM', 'VTALRM', 'PROF', 'ABRT', 'IO', 'XCPU'] as const;
      it.each([...names, ...rarer].map((word) => `SIG${word}` as const))(
        'hands on %s and waits for the child',
        async (signal) => {
          const args = [program.script, 'node', '-e', signalTeller];
          const child = spawn(node, args, {
            detached: true,
            env,
            stdio: ['pipe', 'pipe', 'inherit'],
          });
          await waitForOutput(child, 'ready');
          child.kill(signal);
          expect(await waitForOutput(child, '\n')).toBe(`<${signal}>\n`);
          child.stdin?.end('end');
          expect(await once(child, 'exit')).toEqual([5, null]);
        },
      );

      it('lets a child die of a broken pipe, although Node ignores SIGPIPE', () => {
        const script = '"$0" "$@" | head -n1; exit $PIPESTATUS';
        const args = ['-c', script, node, program.script, 'yes'];
        const { status, stdout, stderr } = spawnSync('bash', args, { encoding: 'utf8', env });
        expect({ status, stdout, stderr }).toEqual({ status: 141, stdout: 'y\n', stderr: '' });
      });

      it('lets the members of a pipeline inside the child die of it too', () => {
        expect(run(['sh', '-c', 'yes | head -n1'])).toEqual({
          status: 0,
          stdout: 'y\n',
          stderr: '',
        });
      });
    });
  });
