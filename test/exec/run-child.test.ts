import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { buildRunChildProgram, signalTeller } from './run-child-program.ts';

const program = buildRunChildProgram();
afterAll(() => program.remove());

function run(args: readonly string[], options: { input?: string; env?: NodeJS.ProcessEnv } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program.script, ...args], {
    encoding: 'utf8',
    ...options,
  });
  return { status, stdout, stderr };
}

function writeExecutable(name: string, text: string): string {
  const file = join(program.folder, name);
  writeFileSync(file, text);
  chmodSync(file, 0o755);
  return file;
}

async function waitForOutput(child: ChildProcess, text: string): Promise<string> {
  let output = '';
  for await (const chunk of child.stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    output += String(chunk);
    if (output.includes(text)) return output;
  }
  throw new Error(`output ended without "${text}": ${output}`);
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
    const args = ['-c', script, text, process.execPath, program.script, 'cat'];
    expect(spawnSync('bash', args, { encoding: 'utf8' }).stdout).toBe('substituted\n');
  });

  it('starts even if its arguments name descriptors that are not open', () => {
    expect(run(['echo', '/dev/fd/9999']).stdout).toBe('/dev/fd/9999\n');
  });
});

describe('a program that cannot be started', () => {
  it('gives 127 for a missing interpreter', () => {
    const file = writeExecutable('bad-interpreter', '#!/no/such/interpreter\n');
    const { status, stderr } = run([file]);
    expect(status).toBe(127);
    expect(stderr).toBe(`command_not_found: cannot start ${file}: no such file or directory\n`);
  });

  it('gives 126 for arguments that are too long, and does not repeat them', () => {
    const file = join(program.folder, 'driver.cjs');
    writeFileSync(
      file,
      `process.argv = [...process.argv.slice(0, 2), 'echo', 'x'.repeat(3_000_000)];
       require(${JSON.stringify(program.script)});`,
    );
    const { status, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8' });
    expect(status).toBe(126);
    expect(stderr).toMatch(/^command_not_executable: cannot start \S+: argument list too long\n$/);
  });

  it.skipIf(process.platform !== 'linux')('runs a text file without #! in sh (glibc)', () => {
    const file = writeExecutable('no-interpreter', 'echo "ran with $1"\n');
    expect(run([file, 'x']).stdout).toBe('ran with x\n');
  });
});

describe('signals', () => {
  // Detached: a session of its own, so that no terminal is involved.
  it.each(['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGINT', 'SIGQUIT'] as const)(
    'hands on %s and waits for the child',
    async (signal) => {
      const args = [program.script, 'node', '-e', signalTeller];
      const child = spawn(process.execPath, args, {
        detached: true,
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
    const args = ['-c', script, process.execPath, program.script, 'yes'];
    const { status, stdout, stderr } = spawnSync('bash', args, { encoding: 'utf8' });
    expect({ status, stdout, stderr }).toEqual({ status: 141, stdout: 'y\n', stderr: '' });
  });

  it('lets the members of a pipeline inside the child die of it too', () => {
    expect(run(['sh', '-c', 'yes | head -n1'])).toEqual({ status: 0, stdout: 'y\n', stderr: '' });
  });
});
