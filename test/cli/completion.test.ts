/** Completion by the built program, asked directly and by real shells. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ShellName, startCompletingShell } from '../completion/completing-shell.ts';
import { hostileNames, unofferedNames } from '../completion/hostile-names.ts';
import { needs } from '../requirements.ts';
import { awsxScript } from './harness.ts';
import { createHome, type Home } from './home.ts';

const CONFIG = `[profile prod-admin]
region = eu-west-1
[profile outside]
credential_process = touch PWNED
[profile coded]
mfa_process = touch PWNED
`;

/** The vault's index of a home that never had a vault. */
function writeIndex(home: string, profiles: readonly string[]): void {
  const folder = join(home, '.local', 'state', 'awsx');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const baseCredentials = profiles.map((profile) => ({
    profile,
    accessKeyId: 'AKIACANARYCANARYCANA',
    backend: 'file',
  }));
  const index = JSON.stringify({ version: 1, backend: 'file', baseCredentials });
  writeFileSync(join(folder, 'index.json'), index, { mode: 0o600 });
}

describe('awsx __complete', () => {
  let home: Home;
  beforeEach(async () => {
    home = await createHome(CONFIG);
  });
  afterEach(() => home.remove());

  async function ask(...argv: string[]): Promise<readonly string[]> {
    const before = home.snapshot();
    // Opening the vault would fail, and leave traces.
    const env = { AWSX_FILE_IDENTITY: join(home.folder, 'missing'), AWSX_BACKEND: 'nonsense' };
    const result = await home.run(['__complete', ...argv], { env, cwd: home.folder });
    expect(result).toMatchObject({ status: 0, stderr: '' });
    expect(home.snapshot()).toEqual(before);
    return result.stdout.split('\n').slice(0, -1);
  }

  test('offers profiles of the files and of the index, and changes nothing', async () => {
    writeIndex(home.folder, ['only-vault']);
    const words = ['words', 'prod-admin', 'outside', 'coded', 'only-vault'];
    expect(await ask('=', 'exec')).toEqual(words);
  });

  test('offers hostile names as they are, and leaves out what a line cannot hold', async () => {
    writeIndex(home.folder, [...unofferedNames, ...hostileNames]);
    expect(await ask('=', 'remove')).toEqual(['words', ...hostileNames]);
  });

  test('says nothing of a config that cannot be read', async () => {
    writeFileSync(home.configFile, '[profile dev]\n[profile x\nregion');
    expect(await ask('=', 'explain')).toEqual(['words', 'dev']);
  });

  test('is no command that help knows', async () => {
    const result = await home.run(['help', '__complete']);
    expect(result.status).toBe(2);
    expect((await home.run(['--help'])).stdout).not.toContain('__complete');
  });
});

describe.each<ShellName>(['bash', 'zsh', 'fish'])('in %s', (name) => {
  test.skipIf(needs(name))(`awsx completes itself (needs ${name})`, async () => {
    const shell = await startCompletingShell(name, {
      program: `#!/bin/sh\nexec '${process.execPath}' '${awsxScript}' "$@"\n`,
    });
    mkdirSync(join(shell.home, '.aws'), { mode: 0o700 });
    writeFileSync(join(shell.home, '.aws', 'config'), CONFIG, { mode: 0o600 });
    writeIndex(shell.home, ['$(touch PWNED)', 'team:dev']);
    expect(await shell.run('awsx expl\tpro\t--js\t')).toEqual(['explain', 'prod-admin', '--json']);
    expect(await shell.run('awsx remove \\$\t')).toEqual(['remove', '$(touch PWNED)']);
    expect(await shell.run('awsx export team\t--format pow\t')).toEqual([
      'export',
      'team:dev',
      '--format',
      'powershell',
    ]);
    expect(existsSync(join(shell.folder, 'PWNED'))).toBe(false);
  });
});
