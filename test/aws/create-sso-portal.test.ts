import { expect, onTestFinished, test } from 'vitest';
import { createSsoPortal } from '../../src/aws/create-sso-portal.ts';
import type { PortalSeed } from '../../src/sandbox/seed-portal.ts';
import { startSandbox } from '../../src/sandbox/start-sandbox.ts';
import { Secret } from '../../src/secret.ts';
import { discoverAccounts } from '../../src/sso/discover-accounts.ts';
import { systemClock } from '../../src/system-clock.ts';
import { createFakeProgress } from '../fake-progress.ts';
import { createTestSandbox } from '../sandbox/sandbox-client.ts';

const accountId = '000000000000';

/** The adapter against the sandbox's portal, with a token that it knows. */
async function start(seed: PortalSeed = {}) {
  const { world, clock, log } = createTestSandbox({ portal: seed });
  const expiration = new Date(clock.now().getTime() + 3600_000);
  world.state.portal.tokens.set('canary-token', { expiration, userName: 'dev' });
  const sandbox = await startSandbox({ world });
  onTestFinished(() => sandbox.close());
  const endpoint = { url: sandbox.url, signingRegion: 'us-east-1' };
  const target = { endpoint, accessToken: new Secret('canary-token') };
  const portal = createSsoPortal({ env: {}, clock: systemClock });
  return { portal, target, world, clock, log };
}

test('lists accounts and roles', async () => {
  const { portal, target } = await start();
  expect(await portal.listAccounts(target)).toEqual({
    accounts: [
      { accountId, accountName: 'Practice', emailAddress: 'aws+000000000000@awsx.invalid' },
      {
        accountId: '000000000001',
        accountName: 'Practice Production',
        emailAddress: 'aws+000000000001@awsx.invalid',
      },
    ],
  });
  expect(await portal.listAccountRoles(target, accountId)).toEqual({
    roleNames: ['AdministratorAccess', 'ReadOnlyAccess'],
  });
});

test('gets credentials, and gives the token up', async () => {
  const { portal, target, world } = await start();
  const role = { accountId, roleName: 'AdministratorAccess' };
  const credentials = await portal.getRoleCredentials(target, role);
  expect(world.state.sessions.has(credentials.accessKeyId)).toBe(true);
  expect(credentials).toMatchObject({ accountId, expiration: new Date('2026-01-02T04:04:05Z') });
  await portal.logout(target);
  await expect(portal.listAccounts(target)).rejects.toMatchObject({ code: 'sso_token_rejected' });
});

test('names what is refused', async () => {
  const { portal, target } = await start();
  const role = { accountId, roleName: 'Other' };
  await expect(portal.getRoleCredentials(target, role)).rejects.toMatchObject({
    code: 'aws_refused',
    message:
      'GetRoleCredentials of role Other in account 000000000000 refused: No access (ForbiddenException)',
  });
  await expect(portal.listAccountRoles(target, '999999999999')).rejects.toMatchObject({
    code: 'aws_refused',
    message: expect.stringContaining('ResourceNotFoundException'),
  });
});

test('leaves it to who lists to come back to what is throttled', async () => {
  const { portal, target, world } = await start({ throttleEvery: 1, retryAfterSeconds: 7 });
  await expect(portal.listAccounts(target)).rejects.toMatchObject({
    code: 'aws_throttled',
    retryAfterSeconds: 7,
  });
  expect(world.state.portal.callCount).toBe(1);
});

test('finds all of 500 accounts with 5 roles through throttling', async () => {
  const size = { accounts: 500, rolesPerAccount: 5 };
  const { portal, target } = await start({ size, throttleEvery: 3 });
  const { random } = Math;
  const started = performance.now();
  const clock = systemClock;
  const progress = createFakeProgress();
  const accounts = await discoverAccounts({ portal, target, clock, progress, random });
  expect(accounts).toHaveLength(500);
  expect(accounts.every(({ roleNames }) => roleNames.length === 5)).toBe(true);
  expect(performance.now() - started).toBeLessThan(10_000);
});
