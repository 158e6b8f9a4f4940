import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { openOneTimeAddress } from '../../src/browser/one-time-address.ts';
import { readPeerUsers } from '../../src/browser/peer-users.ts';
import { Secret } from '../../src/secret.ts';

const NOBODY = 65_534;

/** The status that a user gets at an address. */
function visitAs(userId: number, address: string): Promise<string> {
  const script = `fetch(${JSON.stringify(address)}, { redirect: 'manual' }).then((x) => console.log(x.status))`;
  const child = spawn(process.execPath, ['-e', script], { uid: userId, gid: userId, cwd: '/' });
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += String(chunk);
    });
    child.once('error', reject);
    child.once('close', () => resolve(text.trim()));
  });
}

const canBecomeOthers = process.platform === 'linux' && process.getuid?.() === 0;

test.runIf(canBecomeOthers)('another user of the machine is refused (needs root)', async () => {
  const address = await openOneTimeAddress(new Secret('https://x.test/'), {
    isAllowedPeer: (connection) => readPeerUsers(connection, fs).every((user) => user === 0),
  });
  onTestFinished(() => address.close());
  expect(await visitAs(NOBODY, address.url)).toBe('403');
  expect(await visitAs(0, address.url)).toBe('302');
});
