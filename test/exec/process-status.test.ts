import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { isForeground } from '../../src/exec/foreground.ts';
import { parseProcStat, parsePs, readProcessStatus } from '../../src/exec/process-status.ts';
import { openTerminal } from './terminal.ts';

describe('/proc/PID/stat', () => {
  it.each([
    ['a shell', '4242 (bash) S 1 4242 4242 34816 5000 4194304 1', false, 4242, 5000],
    ['a stopped process', '7 (less) T 1 7 1 34816 1 0', true, 7, 1],
    ['a traced process, which is not stopped', '7 (gdb) t 1 7 1 34816 1 0', false, 7, 1],
    ['no terminal', '7 (node) R 1 7 7 0 -1 0', false, 7, -1],
    ['a name with parentheses', '7 (a) T 1 (b) S) S 1 8 8 34816 9 0', false, 8, 9],
    ['a name with a line end', '7 (a\nb) S 1 8 8 34816 9 0', false, 8, 9],
  ])('of %s', (_, text, stopped, processGroup, terminalGroup) => {
    expect(parseProcStat(text)).toEqual({ stopped, processGroup, terminalGroup });
  });

  it.each(['', '7', '7 (node)', '7 (node) S 1', '7 (node) S 1 x 7 0 y'])('that is %j', (text) => {
    expect(parseProcStat(text)).toBeUndefined();
  });
});

describe('ps', () => {
  it.each([
    ['S+    4242  4242\n', false, 4242, 4242],
    ['  Ts   4242     1\n', true, 4242, 1],
    ['S 4242 -1', false, 4242, -1],
  ])('%j', (text, stopped, processGroup, terminalGroup) => {
    expect(parsePs(text)).toEqual({ stopped, processGroup, terminalGroup });
  });

  it.each(['', 'S', 'S 1', 'error: no such process'])('%j', (text) => {
    expect(parsePs(text)).toBeUndefined();
  });
});

describe.skipIf(process.platform === 'win32')('the real thing', () => {
  it('tells nothing of a process that is not there', () => {
    expect(readProcessStatus(2 ** 30)).toBeUndefined();
  });

  it('is a group of its own without a terminal', async () => {
    const child = spawn('cat', { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    const status = readProcessStatus(child.pid ?? 0);
    expect(status).toMatchObject({ stopped: false, processGroup: child.pid });
    expect(status && isForeground(status)).toBe(false);
    child.stdin.end();
    await once(child, 'exit');
  });

  it('is in the foreground as the program of a terminal', async () => {
    const terminal = openTerminal('sh', ['-c', 'echo ready; cat']);
    await terminal.waitFor(/ready/);
    const status = readProcessStatus(terminal.processId);
    expect(status && isForeground(status)).toBe(true);
    terminal.kill();
    await terminal.ended;
  });
});
