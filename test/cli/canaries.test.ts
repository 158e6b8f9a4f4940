/** The check that guards all other black-box tests can fail. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checkFolder, checkRun, plantCanary } from './canaries.ts';

plantCanary('canary-of-this-test');
const quiet = { stdout: '', stderr: '', keyWanted: false };

it.each([
  ['a long-lived secret on stderr', { stderr: 'x canary-of-this-test' }],
  ['a long-lived secret on stdout', { stdout: 'canary-of-this-test' }],
])('notices %s', (_, leak) => {
  expect(() => checkRun({ ...quiet, ...leak })).toThrow('leaked');
});

it('allows the long-lived secret on stdout where it was asked for', () => {
  expect(() =>
    checkRun({ ...quiet, stdout: 'canary-of-this-test', keyWanted: true }),
  ).not.toThrow();
});

it('notices a session’s secret in a file after credential-process printed it', () => {
  const stdout = '{"Version":1,"SecretAccessKey":"session-secret","SessionToken":"session-token"}';
  checkRun({ ...quiet, stdout });
  const folder = mkdtempSync(join(tmpdir(), 'awsx-test-canary-'));
  writeFileSync(join(folder, 'log'), 'token=session-token');
  expect(() => checkFolder(folder)).toThrow('leaked');
});
