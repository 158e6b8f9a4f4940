/** Fifty programs ask at once; one person is asked once. */
import { appendFileSync, chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningSandbox, startSandbox } from './harness.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());

it('asks for one code, makes one session and assumes the role once', async () => {
  const counter = join(sandbox.folder, 'codes-asked');
  const script = join(sandbox.folder, 'print-code');
  writeFileSync(script, `#!/bin/sh\necho asked >> '${counter}'\nexec awsx sandbox code\n`);
  chmodSync(script, 0o700);
  const config = readFileSync(sandbox.configFile, 'utf8');
  writeFileSync(
    sandbox.configFile,
    config.replace('[profile prod-admin]', `[profile prod-admin]\nmfa_process = ${script}`),
  );
  appendFileSync(sandbox.configFile, '\n');

  const callers = Array.from({ length: 50 }, () =>
    sandbox.run(['credential-process', 'prod-admin']),
  );
  const results = await Promise.all(callers);

  const failures = results.filter(({ status }) => status !== 0);
  expect(failures).toEqual([]);
  const answers = new Set(results.map(({ stdout }) => stdout));
  expect(answers.size).toBe(1);
  expect(JSON.parse([...answers][0] ?? '')).toMatchObject({ Version: 1 });
  expect(existsSync(counter) && readFileSync(counter, 'utf8')).toBe('asked\n');
  expect(sandbox.actions()).toBe('GetSessionToken AssumeRole');
}, 120_000);
