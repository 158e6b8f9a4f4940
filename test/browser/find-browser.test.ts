import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type BrowserContext, findBrowser } from '../../src/browser/find-browser.ts';
import { Secret } from '../../src/secret.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';

const TARGET = new Secret('https://signin.aws.amazon.com/federation?SigninToken=canary');

/** A browser made of a shell script, and a clock whose time-outs come when the test says so. */
function createScene(script: string) {
  const folder = createTemporaryFolder();
  const file = join(folder, 'browser');
  fs.writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const timeouts: { seconds: number; elapse: () => void }[] = [];
  const sleep: BrowserContext['clock']['sleep'] = (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) reject(signal.reason);
      signal?.addEventListener('abort', () => reject(signal.reason));
      timeouts.push({ seconds: milliseconds / 1000, elapse: resolve });
    });
  const context: BrowserContext = {
    env: { PATH: process.env['PATH'], BROWSER: file, AWS_SESSION_TOKEN: 'outer' },
    platform: 'linux',
    workingDirectory: folder,
    fileSystem: fs,
    userId: process.getuid?.(),
    clock: { now: () => new Date(0), sleep },
  };
  return { folder, timeouts, browser: findBrowser(context) };
}

test.skipIf(process.platform === 'win32')('one that never comes is given up', async () => {
  const { timeouts, browser } = createScene('exit 0');
  const shown = browser.show(TARGET);
  await expect.poll(() => timeouts.map(({ seconds }) => seconds)).toEqual([120]);
  timeouts[0]?.elapse();
  await expect(shown).rejects.toMatchObject({
    code: 'browser_unavailable',
    message: expect.stringContaining('within 120 seconds'),
  });
});

test.skipIf(process.platform === 'win32')('one that fails is told', async () => {
  const { browser } = createScene('exit 3');
  await expect(browser.show(TARGET)).rejects.toMatchObject({
    code: 'browser_unavailable',
    message: expect.stringContaining('status 3'),
  });
});

test.skipIf(process.platform === 'win32')('the person can stop waiting', async () => {
  const { browser } = createScene('exit 0');
  const stop = new AbortController();
  const shown = browser.show(TARGET, stop.signal);
  stop.abort(new Error('stopped'));
  await expect(shown).rejects.toThrow('stopped');
});
