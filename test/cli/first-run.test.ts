/** A new user without any credentials, on a terminal: from `awsx` to credentials of a role. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTerminal, type Terminal } from '../exec/terminal.ts';
import { awsxScript } from './harness.ts';
import { createHome, type Home } from './home.ts';

let home: Home;
let terminal: Terminal;
beforeEach(async () => {
  home = await createHome();
  const env = { ...home.env, PATH: process.env['PATH'], SHELL: '/bin/sh' };
  terminal = openTerminal(process.execPath, [awsxScript], env);
});
afterEach(() => {
  terminal.kill();
  home.remove();
});

const OFFER = /No profile has credentials yet: begin with \[1-\d\]: /;

it('finds the sandbox, and in it the code that is asked for', async () => {
  const doors = await terminal.waitFor(OFFER);
  expect(doors).toMatch(/\d {2}store an AWS access key in the vault/);
  terminal.type(`${/(\d) {2}practise/.exec(doors)?.[1]}\r`);
  const banner = await terminal.waitFor(/awsx exec prod-admin -- env/);
  expect(banner).toContain('nothing of it is real');
  terminal.type('awsx whoami prod-admin\r');
  const question = await terminal.waitFor(/MFA code: $/);
  terminal.type(`${/your phone would show: (\d{6})/.exec(question)?.[1]}\r`);
  const answer = await terminal.waitFor(/arn +arn:aws:sts::000000000000:assumed-role\/\S+/);
  expect(answer).toContain('assumed-role/prod-admin/awsx-');
  terminal.type('exit\r');
  expect(await terminal.ended).toBe(0);
});

it('stores a key under the name that is taken without one', async () => {
  const doors = await terminal.waitFor(OFFER);
  terminal.type(`${/(\d) {2}store an AWS access key/.exec(doors)?.[1]}\r`);
  await terminal.waitFor(/Name of the key's profile \[dev\]: /);
  terminal.type('\r');
  const question = await terminal.waitFor(/AWS access key id .*: /);
  expect(question).toContain('profile "dev"');
  terminal.type('\x03');
  expect(await terminal.ended).toBe(130);
});

it('ends with 130 on Esc', async () => {
  await terminal.waitFor(OFFER);
  terminal.type('\x1b');
  expect(await terminal.ended).toBe(130);
});
