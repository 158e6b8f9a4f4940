import { spawn, spawnSync } from 'node:child_process';

/** What a program prints on stdout. It must succeed. */
export function run([file, ...args], { env, input = '', cwd } = {}) {
  const options = { env, input, cwd, encoding: 'utf8', maxBuffer: 2 ** 28 };
  const { status, error, stdout, stderr } = spawnSync(file, args, options);
  if (error) throw error;
  if (status !== 0) throw new Error(`ended with ${status}: ${file} ${args.join(' ')}\n${stderr}`);
  return stdout;
}

/** Starts a program and answers it with the first line it prints on stdout. */
export async function startAndRead([file, ...args], env) {
  const child = spawn(file, args, { env, stdio: ['pipe', 'pipe', 'ignore'] });
  const line = await new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')));
    });
    child.once('error', reject);
    child.once('exit', (status) => reject(new Error(`${file} ended with ${status}`)));
  });
  return { child, line };
}

/** True when a program is on PATH. */
export function isOnPath(program) {
  return spawnSync('sh', ['-c', 'command -v "$0"', program], { stdio: 'ignore' }).status === 0;
}
