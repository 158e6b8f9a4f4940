/** `sso accounts` and `sso populate` against the portal of a sandbox in this process. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createSsoPortal } from '../../../src/aws/create-sso-portal.ts';
import type { Invocation } from '../../../src/commands/invocation.ts';
import { showAccounts } from '../../../src/commands/sso/accounts.ts';
import { populateProfiles } from '../../../src/commands/sso/populate.ts';
import type { PortalSeed } from '../../../src/sandbox/seed-portal.ts';
import { startSandbox } from '../../../src/sandbox/start-sandbox.ts';
import { Secret } from '../../../src/secret.ts';
import { systemClock } from '../../../src/system-clock.ts';
import { createFakeProgress } from '../../fake-progress.ts';
import { createTestSandbox } from '../../sandbox/sandbox-client.ts';
import { createFakeContext } from '../fake-context.ts';

const config = '[sso-session my]\nsso_start_url = https://example.com\nsso_region = us-east-1\n';

/** Somebody who signs in whenever a token is asked for. */
async function start(portal: PortalSeed = {}) {
  const { world, clock } = createTestSandbox({ portal });
  const sandbox = await startSandbox({ world });
  onTestFinished(() => sandbox.close());
  const progress = createFakeProgress();
  const fake = createFakeContext({
    config,
    changes: {
      clock: systemClock,
      openSsoPortal: async () => createSsoPortal({ env: {}, clock: systemClock }),
      openProgress: async () => progress,
    },
  });
  const endpoint = { url: sandbox.url, signingRegion: 'us-east-1' };
  let signIns = 0;
  const getToken = async () => {
    signIns += 1;
    const expiration = new Date(clock.now().getTime() + 3600_000);
    // The first is revoked before it is used.
    if (signIns > 1) world.state.portal.tokens.set('canary-token', { expiration, userName: 'dev' });
    return new Secret('canary-token');
  };
  const openSignIn = async () => ({ endpoint, getToken });
  const { context } = fake;
  const command = (action: string, flags: Invocation['flags'] = {}) => ({
    invocation: { positionals: [action], flags },
    context,
    openSignIn,
  });
  return {
    ...fake,
    progress,
    file: join(fake.home, '.aws', 'config'),
    accounts: (flags?: Invocation['flags']) => showAccounts(command('accounts', flags)),
    populate: (flags?: Invocation['flags']) => populateProfiles(command('populate', flags)),
  };
}

describe('accounts', () => {
  test('as a table', async () => {
    const { accounts, stdout, stderr } = await start();
    expect(await accounts()).toBe(0);
    expect(stdout()).toBe(`ACCOUNT       NAME                 ROLES
000000000000  Practice             AdministratorAccess, ReadOnlyAccess
000000000001  Practice Production  AdministratorAccess, ReadOnlyAccess
`);
    expect(stderr()).toBe('');
  });

  test('as JSON', async () => {
    const { accounts, stdout } = await start();
    await accounts({ json: true });
    const roles = ['AdministratorAccess', 'ReadOnlyAccess'];
    expect(JSON.parse(stdout())).toEqual({
      ssoSession: 'my',
      accounts: [
        { accountId: '000000000000', accountName: 'Practice', roles },
        { accountId: '000000000001', accountName: 'Practice Production', roles },
      ],
    });
  });

  test('that are none', async () => {
    const { accounts, stdout, stderr } = await start({ size: { accounts: 0, rolesPerAccount: 1 } });
    expect(await accounts()).toBe(0);
    expect(stdout()).toBe('');
    expect(stderr()).toContain('no account is assigned to you in sso-session "my"');
  });

  test('in number, through throttling, with progress', async () => {
    const size = { accounts: 60, rolesPerAccount: 5 };
    const { accounts, stdout, progress } = await start({ size, throttleEvery: 2 });
    await accounts({ json: true });
    expect(JSON.parse(stdout()).accounts).toHaveLength(60);
    expect(progress.shown).toContain('asking for the roles in 60 accounts');
    expect(progress.isOpen).toBe(false);
  });
});

test('populate writes what the portal shows, once', async () => {
  const { populate, file, stderr } = await start();
  expect(await populate({ force: true, prefix: 'acme/', 'lower-case': true })).toBe(0);
  const text = readFileSync(file, 'utf8');
  expect(text.match(/^\[profile .*/gm)).toEqual([
    '[profile acme/practice-administratoraccess]',
    '[profile acme/practice-readonlyaccess]',
    '[profile acme/practice-production-administratoraccess]',
    '[profile acme/practice-production-readonlyaccess]',
  ]);
  expect(await populate({ force: true, prefix: 'acme/', 'lower-case': true, prune: true })).toBe(0);
  expect(readFileSync(file, 'utf8')).toBe(text);
  expect(stderr()).toContain('awsx: nothing to change in');
});

test('populate looks at its flags before anybody signs in', async () => {
  const { populate, progress } = await start();
  await expect(populate({ template: '{nothing}' })).rejects.toMatchObject({
    code: 'invalid_argument',
  });
  expect(progress.shown).toEqual([]);
});
