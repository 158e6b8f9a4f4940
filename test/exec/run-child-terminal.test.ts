import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { ways } from '../runtimes.ts';
import { buildRunChildProgram, signalTeller } from './run-child-program.ts';
import { openTerminal, type Terminal } from './terminal.ts';

const program = buildRunChildProgram();
const teller = join(program.folder, 'teller.cjs');
writeFileSync(teller, signalTeller);
const waiter = join(program.folder, 'waiter.cjs');
writeFileSync(waiter, "console.log('ready'); process.stdin.resume();");
const terminals: Terminal[] = [];
afterEach(() => {
  for (const terminal of terminals.splice(0)) terminal.kill();
});
afterAll(() => program.remove());

for (const { name, node, mayReplace, isMissing } of ways)
  describe.skipIf(isMissing)(name, () => {
    function open(file: string, args: readonly string[]): Terminal {
      const env = {
        ...process.env,
        PS1: 'prompt> ',
        NODE: node,
        AWSX: program.script,
        MAY_REPLACE: mayReplace ? '1' : '0',
      };
      const terminal = openTerminal(file, args, env);
      terminals.push(terminal);
      return terminal;
    }

    /** A shell with job control, in which `$NODE $AWSX CMD` runs CMD through runChild. */
    async function openShell(): Promise<Terminal> {
      const shell = open('bash', ['--norc', '--noprofile', '-i']);
      await shell.waitFor(/prompt> /);
      return shell;
    }

    describe('Ctrl-C', () => {
      it('reaches the child once, not once more through awsx', async () => {
        const terminal = open(node, [program.script, 'node', teller]);
        await terminal.waitFor(/ready/);
        terminal.type('\x03');
        const first = await terminal.waitFor(/<SIGINT>/);
        // Handed on after anything that Ctrl-C could have caused.
        process.kill(terminal.processId, 'SIGUSR2');
        const rest = await terminal.waitFor(/<SIGUSR2>/);
        expect(`${first}${rest}`.match(/<SIG\w+>/g)).toEqual(['<SIGINT>', '<SIGUSR2>']);
        terminal.type('end\r');
        expect(await terminal.ended).toBe(5);
      });

      it.skipIf(process.platform !== 'linux')(
        'reaches a child that left the foreground group, as timeout(1) does',
        async () => {
          const terminal = open(node, [program.script, 'timeout', '60', 'node', teller]);
          await terminal.waitFor(/ready/);
          terminal.type('\x03');
          expect(await terminal.waitFor(/<SIGINT>/)).toContain('<SIGINT>');
        },
      );

      it('gives 130 when the child dies of it', async () => {
        const shell = await openShell();
        shell.type(`$NODE $AWSX node ${waiter}\r`);
        await shell.waitFor(/\nready/);
        shell.type('\x03');
        await shell.waitFor(/prompt> /);
        shell.type('echo status=$?\r');
        expect(await shell.waitFor(/status=\d+/)).toMatch(/status=130$/);
      });
    });

    describe('job control', () => {
      it('stops with the child on Ctrl-Z and continues with fg', async () => {
        const shell = await openShell();
        shell.type('$NODE $AWSX node teller.cjs\r'.replace('teller.cjs', teller));
        await shell.waitFor(/ready/);
        shell.type('\x1a');
        await shell.waitFor(/Stopped[^\n]*\n/);
        await shell.waitFor(/prompt> /);
        shell.type('jobs -l; echo shell-$((1+1))\r');
        expect(await shell.waitFor(/shell-2/)).toMatch(/Stopped/);
        shell.type('fg\r');
        await shell.waitFor(/<SIGCONT>/);
        shell.type('end\r');
        await shell.waitFor(/prompt> /);
        shell.type('echo status=$?\r');
        expect(await shell.waitFor(/status=\d+/)).toMatch(/status=5$/);
      });

      it.skipIf(process.platform !== 'linux')(
        'gives the shell its terminal back when the child stops itself, twice',
        async () => {
          const file = join(program.folder, 'stopping.sh');
          writeFileSync(file, 'echo ready; kill -STOP $$; echo continued; exit 4');
          const shell = await openShell();
          for (const round of [1, 2]) {
            shell.type(`$NODE $AWSX bash ${file}\r`);
            await shell.waitFor(/\nready/);
            await shell.waitFor(/Stopped[^\n]*\n/);
            shell.type('fg\r');
            await shell.waitFor(/\ncontinued/);
            await shell.waitFor(/prompt> /);
            shell.type(`echo round=${round} status=$?\r`);
            expect(await shell.waitFor(/\nround=\d status=\d+/)).toMatch(`round=${round} status=4`);
          }
        },
      );

      it.skipIf(process.platform !== 'linux')(
        'gives the shell its terminal back when the child is a subshell that suspends',
        async () => {
          const shell = await openShell();
          shell.type("env PS1='inner> ' $NODE $AWSX bash --norc --noprofile -i\r");
          await shell.waitFor(/\ninner> /);
          shell.type('suspend\r');
          await shell.waitFor(/Stopped[^\n]*\n/);
          await shell.waitFor(/prompt> /);
          shell.type('fg\r');
          shell.type('echo inner-$((1+1)); exit 4\r');
          await shell.waitFor(/\ninner-2/);
          await shell.waitFor(/prompt> /);
          shell.type('echo status=$?\r');
          expect(await shell.waitFor(/\nstatus=\d+/)).toMatch(/status=4$/);
        },
      );

      it('stops again on a second Ctrl-Z', async () => {
        const shell = await openShell();
        shell.type(`$NODE $AWSX node ${teller}\r`);
        await shell.waitFor(/ready/);
        for (let round = 0; round < 2; round += 1) {
          shell.type('\x1a');
          await shell.waitFor(/Stopped[^\n]*\n/);
          shell.type('fg\r');
          await shell.waitFor(/<SIGCONT>/);
        }
        shell.type('end\r');
        await shell.waitFor(/prompt> /);
        shell.type('echo status=$?\r');
        expect(await shell.waitFor(/status=\d+/)).toMatch(/status=5$/);
      });
    });

    // A program that awsx became leaves the terminal as it wants, as if it had been started directly.
    if (mayReplace) return;
    describe('terminal modes', () => {
      it('are as before when the child dies in raw mode', async () => {
        const script =
          "stty -g; $NODE $AWSX sh -c 'stty raw -echo; kill -KILL $$'; stty -g; echo .";
        const shell = open('sh', ['-c', script]);
        const shown = await shell.waitFor(/\n\.\r?\n/);
        const [before, after] = shown.split(/\r?\n/);
        expect(before).toMatch(/^[\da-f:]+$/);
        expect(after).toBe(before);
      });
    });
  });
