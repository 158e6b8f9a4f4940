import { expect, test } from 'vitest';
import { askLine, type LineToAsk } from '../../ui/ask-line.ts';
import type { LineState } from '../../ui/line/reducer.ts';
import { reduceMfaCode } from '../../ui/mfa-code/reducer.ts';
import { createFakeTerminal } from './fake-terminal.ts';
import { createManualClock } from './manual-clock.ts';

function openLine(changes: Partial<LineToAsk> = {}) {
  const terminal = createFakeTerminal();
  const clock = createManualClock();
  const drawn: LineState[] = [];
  let closed = 0;
  const screen = {
    draw: (state: LineState) => drawn.push(state),
    leave: () => undefined,
    close: () => {
      closed += 1;
    },
  };
  const answer = askLine({
    ...terminal,
    reduce: reduceMfaCode,
    screen,
    clock,
    ticks: false,
    ...changes,
  });
  return { answer, terminal, clock, drawn, closed: () => closed };
}

test('keys that arrive one by one without a pause make the answer', async () => {
  const { answer, terminal, closed } = openLine();
  for (const key of '123456\r') terminal.type(key);
  await expect(answer).resolves.toBe('123456');
  expect(closed()).toBe(1);
});

test('nothing is listened to after the answer', async () => {
  const { answer, terminal, drawn, clock } = openLine({ ticks: true });
  terminal.type('123456\r');
  await answer;
  const frames = drawn.length;
  terminal.type('7');
  terminal.resize(40, 10);
  await clock.advance(5000);
  expect([drawn.length, clock.sleepers]).toEqual([frames, 0]);
});

test('an arrow key that arrives in two pieces does not cancel', async () => {
  const { answer, terminal } = openLine();
  terminal.type('123\u001b');
  terminal.type('[D456\r');
  await expect(answer).resolves.toBe('123456');
});

test('an Esc that nothing follows cancels', async () => {
  const { answer, terminal, clock } = openLine();
  terminal.type('123\u001b');
  const failure = expect(answer).rejects.toMatchObject({ code: 'cancelled' });
  await clock.advance(150);
  await failure;
});

test('an Esc followed by other keys in time is theirs', async () => {
  const { answer, terminal, clock } = openLine();
  terminal.type('\u001b');
  await clock.advance(20);
  terminal.type('[A');
  await clock.advance(100);
  terminal.type('123456\r');
  await expect(answer).resolves.toBe('123456');
});

test('it draws at every second, on the second', async () => {
  const { answer, terminal, clock, drawn } = openLine({ ticks: true });
  await clock.advance(999);
  expect(drawn).toHaveLength(1);
  await clock.advance(1);
  expect(drawn).toHaveLength(2);
  await clock.advance(1000);
  expect(drawn).toHaveLength(3);
  terminal.type('123456\r');
  await answer;
});

test('it draws anew when the window changes its size', async () => {
  const { answer, terminal, drawn } = openLine();
  terminal.resize(40, 10);
  expect(drawn).toHaveLength(2);
  terminal.type('123456\r');
  await answer;
});

test('a terminal that is hung up cancels', async () => {
  const { answer, terminal } = openLine();
  terminal.hangUp();
  await expect(answer).rejects.toMatchObject({ code: 'cancelled' });
});

test('a terminal that was hung up before cancels', async () => {
  const terminal = createFakeTerminal();
  terminal.hangUp();
  const { answer } = openLine(terminal);
  await expect(answer).rejects.toMatchObject({ code: 'cancelled' });
});

test.each([
  ['reducer', { reduce: () => fail() }],
  ['view', { screen: { draw: failLater(), leave: () => undefined, close: () => undefined } }],
])('a bug in a %s ends it', async (_, changes) => {
  const { answer, terminal } = openLine(changes);
  terminal.type('1');
  await expect(answer).rejects.toThrow('bug');
});

function fail(): never {
  throw new TypeError('bug');
}

function failLater(): () => void {
  let drawings = 0;
  return () => {
    drawings += 1;
    if (drawings > 1) fail();
  };
}

test('a signal ends it with its reason', async () => {
  const controller = new AbortController();
  const { answer, closed } = openLine({ signal: controller.signal });
  controller.abort(new Error('another awsx has the answer'));
  await expect(answer).rejects.toThrow('another awsx has the answer');
  expect(closed()).toBe(1);
  await expect(openLine({ signal: controller.signal }).answer).rejects.toThrow('another awsx');
});
