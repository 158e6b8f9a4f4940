/** Runs the built program as a person or an SDK would: black box, with a home of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkFolder, checkRun, plantCanary } from './canaries.ts';

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

/** Runs a program to its end and checks that no secret leaked. Without a terminal by default. */
export async function runProgram(
  file: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const result = await runToEnd(file, args, options);
  checkRun({ ...result, keyWanted: args.some((arg) => /^(-n|.*--no-session.*)$/s.test(arg)) });
  return result;
}

function runToEnd(
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
  const folder = String(env['AWSX_SANDBOX']);
  const run = (args: readonly string[], options: RunOptions = {}): Promise<RunResult> =>
    runAwsx(args, { ...options, env: { ...env, ...options.env } });
  const requests = (): LoggedRequest[] => readRequests(log);
  const key = await run(['export', 'dev', '--no-session', '--format', 'json']);
  plantCanary(JSON.parse(key.stdout).secretAccessKey);
  return {
    env,
    folder,
    configFile: String(env['AWS_CONFIG_FILE']),
    requests,
    actions: () =>
      requests()
        .map(({ action }) => action)
        .join(' '),
    code: async () => (await run(['sandbox', 'code'])).stdout.trim(),
    run,
    stop: async () => {
      checkFolder(folder);
      checkFolder(outside);
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
