/** What a run that finds its session in the cache loads, seen from outside. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningSandbox, startSandbox } from './harness.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** For `node --import`: prints the address of each ES module that is loaded, and of each require. */
const SPY = `
  import { register } from 'node:module';
  import Module from 'node:module';
  const hooks = "export async function load(url, context, next) { process._rawDebug('loads ' + url); return next(url, context); }";
  register('data:text/javascript,' + encodeURIComponent(hooks));
  const load = Module._load;
  Module._load = (request, ...rest) => { process._rawDebug('loads ' + request); return load(request, ...rest); };
`;

let sandbox: RunningSandbox;
let modulesOf: ReadonlyMap<string, readonly string[]>;
let loadedByFirstRun: readonly string[];
beforeAll(async () => {
  const listed = execFileSync(process.execPath, ['build.mjs', '--list-cold-modules'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  modulesOf = new Map(JSON.parse(listed));
  sandbox = await startSandbox();
  writeFileSync(join(sandbox.folder, 'spy.mjs'), SPY);
  const code = await sandbox.code();
  loadedByFirstRun = await loadedBy(['credential-process', 'prod-admin', '--mfa-token', code]);
});
afterAll(() => sandbox.stop());

/** The modules, by their path in this repository, that a run of awsx loads from the cold build. */
async function loadedBy(args: readonly string[]): Promise<readonly string[]> {
  const env = { NODE_OPTIONS: `--import=${join(sandbox.folder, 'spy.mjs')}` };
  const { status, stderr } = await sandbox.run(args, { env });
  expect(status).toBe(0);
  const loaded = [...stderr.matchAll(/^loads (.*)$/gm)].map((match) => match[1] ?? '');
  expect(loaded.some((url) => url.endsWith('/dist/awsx.cjs'))).toBe(true);
  return loaded.flatMap((url) => {
    const file = url.startsWith(`file://${root}`) ? url.slice(`file://${root}`.length) : undefined;
    return file === undefined ? [url] : (modulesOf.get(file) ?? [file]);
  });
}

const UNWANTED =
  /^ui\/|^src\/(aws|dialogs)\/|(^|node_modules\/)(ink|react|@aws-sdk|@smithy|zod|execa|yargs|otplib)(\/|$)/;

test('the spy sees what a run that calls AWS loads', () => {
  expect(loadedByFirstRun.filter((path) => UNWANTED.test(path))).toContain('src/aws/create-sts.ts');
});

test.each([
  ['exec', ['exec', 'prod-admin', '--no-input', '--', 'true']],
  ['credential-process', ['credential-process', 'prod-admin', '--no-input']],
])('a cached %s loads neither interface nor AWS SDK', async (_command, args) => {
  const loaded = await loadedBy(args);
  expect(loaded.filter((path) => UNWANTED.test(path))).toEqual([]);
});
