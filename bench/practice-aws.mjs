/** `awsx sandbox`, held open as the AWS that is asked, and a key that it knows. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awsx, cleanEnvironment } from './environment.mjs';
import { run, startAndRead } from './run.mjs';

/** Prints its environment, then waits for the end of stdin. */
const INSIDE = `
  process.stdout.write(JSON.stringify(process.env) + '\\n');
  process.stdin.resume().on('end', () => process.exit(0));
`;

export async function startPracticeAws() {
  const folder = mkdtempSync(join(tmpdir(), 'awsx-bench-aws-'));
  const log = join(folder, 'requests.jsonl');
  const { child, line } = await startAndRead(
    [...awsx, 'sandbox', '--', process.execPath, '-e', INSIDE],
    { ...cleanEnvironment(), AWSX_SANDBOX_LOG: log },
  );
  const env = JSON.parse(line);
  const printEnvironment = [process.execPath, '-p', 'JSON.stringify(process.env)'];
  const base = JSON.parse(
    run([...awsx, 'exec', 'dev', '--no-session', '--', ...printEnvironment], { env }),
  );
  return {
    url: env.AWS_ENDPOINT_URL,
    accessKeyId: base.AWS_ACCESS_KEY_ID,
    secretAccessKey: base.AWS_SECRET_ACCESS_KEY,
    /** Names of the calls so far. */
    calls: () => readActions(log),
    stop: async () => {
      const closed = new Promise((resolve) => child.once('close', resolve));
      child.stdin.end();
      await closed;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function readActions(log) {
  const lines = readFileSync(log, 'utf8').split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line).action);
}
