/** Runs the built program as a person or an SDK would: black box, with a home of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const awsxScript = fileURLToPath(new URL('../../dist/awsx.cjs', import.meta.url));

export interface RunOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly input?: string;
  readonly cwd?: string;
  /** A session of its own has no controlling terminal: nobody can be asked. */
  readonly detached?: boolean;
  /** Runs as this user and group; needs root. */
  readonly userId?: number;
}

export interface RunResult {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
}

/** Runs a program to its end. Without a terminal unless told otherwise. */
export function runProgram(
  file: string,
  args: readonly string[],
  { env = {}, input = '', cwd, detached = true, userId }: RunOptions = {},
): Promise<RunResult> {
  const start = performance.now();
  const child = spawn(file, args, {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    detached,
    stdio: 'pipe',
    ...(cwd === undefined ? {} : { cwd }),
    ...(userId === undefined ? {} : { uid: userId, gid: userId }),
  });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) =>
      resolve({
        status,
        signal,
        stdout: stdout(),
        stderr: stderr(),
        milliseconds: performance.now() - start,
      }),
    );
  });
}

export function runAwsx(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  return runProgram(process.execPath, [awsxScript, ...args], options);
}

function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on('data', (chunk) => chunks.push(Buffer.from(chunk)));
  return () => Buffer.concat(chunks).toString('utf8');
}

export interface LoggedRequest {
  readonly service: string;
  readonly action: string;
  readonly status: number;
}

/** A running `awsx sandbox`, seen from inside. */
export interface RunningSandbox {
  /** The environment that commands inside it get. */
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly configFile: string;
  /** Requests the sandbox answered so far, in order. */
  requests(): readonly LoggedRequest[];
  /** `GetSessionToken AssumeRole …` */
  actions(): string;
  /** A code of the practice device. Each works once. */
  code(): Promise<string>;
  run(args: readonly string[], options?: RunOptions): Promise<RunResult>;
  stop(): Promise<void>;
}

/** Prints its environment, then waits for the end of stdin. */
const INSIDE = `
  process.stdout.write(JSON.stringify(process.env) + '\\n');
  process.stdin.resume().on('end', () => process.exit(0));
`;

export async function startSandbox(extra: Record<string, string> = {}): Promise<RunningSandbox> {
  const outside = mkdtempSync(join(tmpdir(), 'awsx-test-log-'));
  const log = join(outside, 'requests.jsonl');
  const child = spawn(
    process.execPath,
    [awsxScript, 'sandbox', '--', process.execPath, '-e', INSIDE],
    {
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        AWSX_SANDBOX_LOG: log,
        ...extra,
      },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    },
  );
  const env = await readFirstLine(child);
  const run = (args: readonly string[], options: RunOptions = {}): Promise<RunResult> =>
    runAwsx(args, { ...options, env: { ...env, ...options.env } });
  const requests = (): LoggedRequest[] => readRequests(log);
  return {
    env,
    folder: String(env['AWSX_SANDBOX']),
    configFile: String(env['AWS_CONFIG_FILE']),
    requests,
    actions: () =>
      requests()
        .map(({ action }) => action)
        .join(' '),
    code: async () => (await run(['sandbox', 'code'])).stdout.trim(),
    run,
    stop: async () => {
      const closed = new Promise((resolve) => child.once('close', resolve));
      child.stdin.end();
      await closed;
      rmSync(outside, { recursive: true, force: true });
    },
  };
}

function readFirstLine(child: ChildProcess): Promise<Record<string, string>> {
  const stderr = collect(child.stderr as NodeJS.ReadableStream);
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk) => {
      text += String(chunk);
      if (text.includes('\n')) resolve(JSON.parse(text));
    });
    child.once('exit', (status) => reject(new Error(`the sandbox ended ${status}: ${stderr()}`)));
  });
}

function readRequests(log: string): LoggedRequest[] {
  let text = '';
  try {
    text = readFileSync(log, 'utf8');
  } catch {
    return [];
  }
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** The files below a folder that hold one of the secrets. */
export function filesWith(folder: string, secrets: readonly string[]): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
    .filter((path) => {
      const content = readFileSync(path);
      return secrets.some((secret) => content.includes(secret));
    });
}
