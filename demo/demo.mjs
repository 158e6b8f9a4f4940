/**
 * `npm run demo`: starts the sandbox (an AWS in miniature on this computer) and takes the tour of
 * `tour.mjs` inside it. Needs no account and no network.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const awsx = fileURLToPath(new URL('../dist/awsx.cjs', import.meta.url));
const tour = fileURLToPath(new URL('tour.mjs', import.meta.url));

if (!existsSync(awsx)) {
  console.error('demo: the program is not built yet; run: npm ci');
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), 'awsx-demo-'));
const requestLog = join(folder, 'requests.jsonl');
try {
  const sandbox = spawnSync(
    process.execPath,
    [awsx, 'sandbox', '--', process.execPath, tour, requestLog],
    { stdio: 'inherit', env: { ...process.env, AWSX_SANDBOX_LOG: requestLog }, timeout: 120_000 },
  );
  if (sandbox.status !== 0) {
    console.error(`demo: FAILED (status ${sandbox.status ?? sandbox.signal})`);
  }
  process.exitCode = sandbox.status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
