/** `awsx exec` without a command, or with the bare name of a shell: a shell that shows the profile. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findProgram, needs } from '../requirements.ts';
import { runtimes } from '../runtimes.ts';
import { openShell, PROMPT } from './exec-shell.ts';
import { type RunningSandbox, startSandbox } from './harness.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
  const first = await sandbox.run(['exec', 'readonly', '--', 'true']);
  if (first.status !== 0) throw new Error(first.stderr);
});
afterAll(() => sandbox.stop());

const MARK = /\(awsx sandbox readonly\)/;

for (const { name, node, isMissing } of runtimes)
  describe.skipIf(isMissing)(name, () => {
    for (const program of ['bash', 'zsh', 'fish'])
      it.skipIf(needs(program)).each([
        ['by its name', `TERM=xterm awsx exec readonly ${program}`],
        ['as SHELL', `TERM=xterm SHELL=${findProgram(program)} awsx exec readonly`],
      ])(`${program} %s`, async (_, command) => {
        const shell = await openShell({ node, env: sandbox.env });
        shell.type(`${command}\r`);
        const notice = await shell.waitFor(/awsx: starting [^\r\n]+/);
        expect(notice).toContain(`/${program} with credentials of profile "readonly"`);
        await shell.waitFor(MARK);
        shell.type('echo vault=$AWS_VAULT key=$AWS_ACCESS_KEY_ID\r');
        expect(await shell.waitFor(/vault=readonly key=\w+/)).toMatch(/key=ASIA\w+$/);
        await shell.waitFor(MARK);
        shell.type('exit 3\r');
        await shell.waitFor(PROMPT);
        expect(await shell.readStatus()).toBe('3');
      });

    it('is not marked for a program that reads its output', async () => {
      const shell = await openShell({ node, env: sandbox.env });
      const shown = await shell.ask(
        'echo "echo ran" | awsx exec readonly bash 2>&1',
        /\n(.*)\r?\n/,
      );
      expect(shown).toBe('ran');
    });
  });
