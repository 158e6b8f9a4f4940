/**
 * Every test file runs with a home of its own and without the developer's AWS settings, so that
 * a test that reads the real ~/.aws fails. AWSX_TEST_… is for the tests themselves and stays.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const home = mkdtempSync(join(tmpdir(), 'awsx-test-home-'));
for (const name of Object.keys(process.env)) {
  if (/^(AWS_|AWSX_(?!TEST_)|XDG_)/.test(name)) delete process.env[name];
}
process.env['HOME'] = home;
process.env['AWS_EC2_METADATA_DISABLED'] = 'true';

afterAll(() => rmSync(home, { recursive: true, force: true }));
