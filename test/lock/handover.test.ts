/** A question that goes from the process that leads to one that waits. */
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { Turn } from '../../src/ports.ts';
import { isTakenOver, type QuestionElsewhere } from '../../src/taken-over.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';
import {
  createContender,
  createManualClock,
  currentAddress,
  LOCK_NAME,
  listenAs,
  lockFolderIn,
  newestGeneration,
  outcomeOf,
  plantClaim,
} from './locks.ts';

type Leader = Extract<Turn, { role: 'leader' }>;

const RELEASED = { kind: 'released' } as const;
const FINISHED = { kind: 'finished' } as const;

async function lead(folder: string, clock = createManualClock()): Promise<Leader> {
  return leaderOf(await createContender(folder, { clock }).enter(LOCK_NAME));
}

function leaderOf(turn: Turn): Leader {
  if (turn.role !== 'leader') throw new Error('somebody else leads');
  return turn;
}

function announce(leader: Leader, terminal = 'pts/1') {
  const question = leader.announceQuestion?.(terminal);
  if (question === undefined) throw new Error('this lock hands nothing over');
  return question;
}

interface Waiting {
  readonly turn: Promise<Turn>;
  /** Lets two seconds pass; the waiter looks for a question then. */
  tick(): void;
  /** The next question that is offered. */
  offered(): Promise<QuestionElsewhere>;
  readonly offers: readonly QuestionElsewhere[];
  giveUp(): void;
}

function waitAt(folder: string, terminal: string | undefined, processId = 4711): Waiting {
  const clock = createManualClock();
  const controller = new AbortController();
  const offers: QuestionElsewhere[] = [];
  let onOffer = (): void => undefined;
  const turn = createContender(folder, { clock, processId }).enter(LOCK_NAME, {
    signal: controller.signal,
    onWaiting: () => undefined,
    terminalName: async () => terminal,
    onQuestion: (question) => {
      offers.push(question);
      onOffer();
    },
  });
  let taken = 0;
  const offered = async (): Promise<QuestionElsewhere> => {
    for (;;) {
      const question = offers[taken];
      if (question !== undefined) {
        taken += 1;
        return question;
      }
      await new Promise<void>((resolve) => (onOffer = resolve));
    }
  };
  return { turn, tick: clock.advance, offered, offers, giveUp: () => controller.abort() };
}

function aborted(signal: AbortSignal): Promise<unknown> {
  if (signal.aborted) return Promise.resolve(signal.reason);
  return new Promise((resolve) =>
    signal.addEventListener('abort', () => resolve(signal.reason), { once: true }),
  );
}

/** Speaks to the leader line by line, as a process would that then does nothing. */
async function connectByHand(folder: string) {
  const socket = connect(currentAddress(lockFolderIn(folder)));
  socket.on('error', () => undefined);
  let heard = '';
  let onHeard = (): void => undefined;
  socket.on('data', (chunk) => {
    heard += String(chunk);
    onHeard();
  });
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  const hears = async (text: string): Promise<void> => {
    while (!heard.includes(text)) await new Promise<void>((resolve) => (onHeard = resolve));
  };
  return {
    say: (line: object) => void socket.write(`${JSON.stringify(line)}\n`),
    hears,
    hangUp: () => void socket.destroy(),
    closed: new Promise((resolve) => socket.once('close', resolve)),
  };
}

/** A leader gives its question to a taker that speaks by hand, while another process waits. */
async function giveToTaker() {
  const folder = createTemporaryFolder();
  const clock = createManualClock();
  const leader = await lead(folder, clock);
  const question = announce(leader);
  const other = waitAt(folder, undefined);
  const taker = await connectByHand(folder);
  taker.say({ kind: 'look', processId: 1, terminal: 'pts/9' });
  await taker.hears('asking');
  taker.say({ kind: 'take-over' });
  await aborted(question.signal);
  const leaving = leader.leave(RELEASED);
  await taker.hears('yours');
  return { folder, clock, other, taker, leaving };
}

describe('a question that is taken over', () => {
  it('makes the taker lead, and everybody else wait for it', async () => {
    const folder = createTemporaryFolder();
    const leader = await lead(folder);
    const question = announce(leader);
    const others = [1, 2, 3, 4].map(() => waitAt(folder, undefined));
    const taker = waitAt(folder, 'pts/2', 99);
    taker.tick();
    const offer = await taker.offered();
    expect(offer).toMatchObject({ processId: process.pid, terminal: 'pts/1' });
    offer.takeOver();
    const reason = await aborted(question.signal);
    expect(isTakenOver(reason)).toBe(true);
    expect(reason).toMatchObject({
      message: 'another awsx (process 99) asks for the code now, on pts/2',
    });
    question.end();
    await leader.leave(RELEASED);
    const next = leaderOf(await taker.turn);
    expect((await Promise.all(others.map(({ turn }) => turn))).map(outcomeOf)).toEqual(
      others.map(() => RELEASED),
    );
    const again = waitAt(folder, 'pts/1');
    await next.leave(FINISHED);
    expect(outcomeOf(await again.turn)).toEqual(FINISHED);
  });

  it('can be taken back', async () => {
    const folder = createTemporaryFolder();
    const first = await lead(folder);
    const question = announce(first, 'pts/1');
    const second = waitAt(folder, 'pts/2');
    second.tick();
    (await second.offered()).takeOver();
    await aborted(question.signal);
    question.end();
    await first.leave(RELEASED);
    const leader = leaderOf(await second.turn);
    const secondQuestion = announce(leader, 'pts/2');
    const back = waitAt(folder, 'pts/1');
    back.tick();
    (await back.offered()).takeOver();
    await aborted(secondQuestion.signal);
    await leader.leave(RELEASED);
    await leaderOf(await back.turn).leave(FINISHED);
    expect(newestGeneration(lockFolderIn(folder))).toBe(3);
  });

  it('is the first one’s who asks for it; the second waits for that one', async () => {
    const folder = createTemporaryFolder();
    const leader = await lead(folder);
    const question = announce(leader);
    const [first, second] = [waitAt(folder, 'pts/2', 2), waitAt(folder, 'pts/3', 3)];
    for (const { tick } of [first, second]) tick();
    const [offerToFirst, offerToSecond] = [await first.offered(), await second.offered()];
    offerToFirst.takeOver();
    offerToSecond.takeOver();
    await aborted(question.signal);
    await aborted(offerToSecond.signal);
    question.end();
    await leader.leave(RELEASED);
    const next = leaderOf(await first.turn);
    expect(outcomeOf(await second.turn)).toEqual(RELEASED);
    await next.leave(FINISHED);
  });

  it('stays where it was answered at the same moment', async () => {
    const folder = createTemporaryFolder();
    const leader = await lead(folder);
    const question = announce(leader);
    const taker = waitAt(folder, 'pts/2');
    taker.tick();
    (await taker.offered()).takeOver();
    await aborted(question.signal);
    question.end();
    await leader.leave(FINISHED);
    expect(outcomeOf(await taker.turn)).toEqual(FINISHED);
  });

  it('is given up at once when that answer was a wrong one', async () => {
    const folder = createTemporaryFolder();
    const leader = await lead(folder);
    const question = announce(leader);
    const taker = waitAt(folder, 'pts/2');
    taker.tick();
    (await taker.offered()).takeOver();
    await aborted(question.signal);
    question.end();
    const again = announce(leader);
    expect(isTakenOver(again.signal.reason)).toBe(true);
    again.end();
    await leader.leave(RELEASED);
    await leaderOf(await taker.turn).leave(FINISHED);
  });

  it('is everybody’s again when the taker is gone before the leader has left', async () => {
    const { folder, other, taker, leaving } = await giveToTaker();
    taker.hangUp();
    await leaving;
    expect(outcomeOf(await other.turn)).toEqual(RELEASED);
    await (await lead(folder)).leave(FINISHED);
  });

  it('is everybody’s again after a second in which the taker did nothing', async () => {
    const { clock, other, taker, leaving } = await giveToTaker();
    expect(clock.sleeps).toEqual([1000]);
    clock.advance();
    await leaving;
    await taker.hears('released');
    expect(outcomeOf(await other.turn)).toEqual(RELEASED);
  });

  it('is led by one alone, in 30 rounds of eight who all want it', async () => {
    const folder = createTemporaryFolder();
    let leading = 0;
    let mostLeading = 0;
    let takenOver = 0;
    const ask = async (leader: Leader, terminal: string): Promise<void> => {
      leading += 1;
      mostLeading = Math.max(mostLeading, leading);
      const { signal, end } = announce(leader, terminal);
      for (let turns = 0; turns < 50 && !signal.aborted; turns += 1) await nextTurn();
      if (signal.aborted) takenOver += 1;
      end();
      leading -= 1;
      await leader.leave(RELEASED);
    };
    const play = async (terminal: string): Promise<void> => {
      for (let rounds = 0; rounds < 30; ) {
        const turn = await waitImpatiently(folder, terminal);
        if (turn.role === 'follower') continue;
        rounds += 1;
        await ask(turn, terminal);
      }
    };
    await Promise.all(Array.from({ length: 8 }, (_, index) => play(`pts/${index}`)));
    expect(mostLeading).toBe(1);
    expect(takenOver).toBeGreaterThan(50);
  });
});

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Looks all the time, and takes over whatever is offered. */
async function waitImpatiently(folder: string, terminal: string): Promise<Turn> {
  const waiting = waitAt(folder, terminal);
  let isOver = false;
  void waiting.offered().then((offer) => offer.takeOver());
  const turn = waiting.turn.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    waiting.tick();
    await nextTurn();
  }
  return turn;
}

describe('a question is not offered', () => {
  it('on the terminal where it is asked, nor without one, nor twice on one terminal', async () => {
    const folder = createTemporaryFolder();
    const leader = await lead(folder);
    announce(leader, 'pts/1');
    const waiting = [
      waitAt(folder, 'pts/1'),
      waitAt(folder, undefined),
      waitAt(folder, 'pts/2'),
      waitAt(folder, 'pts/2'),
    ];
    for (const { tick } of waiting) tick();
    await waiting[2]?.offered();
    const last = waitAt(folder, 'pts/3');
    last.tick();
    await last.offered();
    expect(waiting.map(({ offers }) => offers.length)).toEqual([0, 0, 1, 0]);
    await leader.leave(FINISHED);
    await Promise.all(waiting.map(({ turn }) => turn));
  });

  it('by a leader that asks none, until it asks one', async () => {
    const folder = createTemporaryFolder();
    const leader = await lead(folder);
    const waiting = waitAt(folder, 'pts/2');
    const byHand = await connectByHand(folder);
    waiting.tick();
    byHand.say({ kind: 'look', processId: 1, terminal: 'pts/9' });
    await byHand.hears('working');
    expect(waiting.offers).toEqual([]);
    const question = announce(leader);
    setImmediate(waiting.tick);
    const offer = await waiting.offered();
    expect(offer.signal.aborted).toBe(false);
    question.end();
    await aborted(offer.signal);
    offer.takeOver();
    await leader.leave(FINISHED);
    expect(outcomeOf(await waiting.turn)).toEqual(FINISHED);
  });

  it('again to one that asks for what was not offered', async () => {
    const folder = createTemporaryFolder();
    const leader = await lead(folder);
    const question = announce(leader);
    const byHand = await connectByHand(folder);
    byHand.say({ kind: 'take-over' });
    await byHand.hears('working');
    expect(question.signal.aborted).toBe(false);
    await leader.leave(FINISHED);
    await byHand.closed;
  });

  it.each([
    ['no JSON', 'hello'],
    ['another kind', '{"kind":"leave"}'],
    ['no terminal', '{"kind":"look","processId":1}'],
    ['no process id', '{"kind":"look","processId":"1","terminal":"pts/1"}'],
    ['no object', 'null'],
  ])('to one that speaks nonsense: it is hung up on (%s)', async (_, line) => {
    const folder = createTemporaryFolder();
    const leader = await lead(folder);
    announce(leader);
    const socket = connect(currentAddress(lockFolderIn(folder)));
    socket.on('error', () => undefined);
    socket.write(`${line}\n`);
    await new Promise((resolve) => socket.once('close', resolve));
    expect(outcomeOf(await leaveAndEnter(leader, folder))).toBe('led');
  });
});

async function leaveAndEnter(leader: Leader, folder: string): Promise<Turn> {
  await leader.leave(RELEASED);
  return createContender(folder).enter(LOCK_NAME);
}

describe('an awsx that knows nothing of this', () => {
  it('hangs up on one that looks, and is asked no more', async () => {
    const folder = createTemporaryFolder();
    const heard: string[] = [];
    let connections = 0;
    let leave = (): void => undefined;
    await listenAs(plantClaim(lockFolderIn(folder)), (socket) => {
      connections += 1;
      leave = () => void socket.end('{"kind":"finished"}\n');
      socket.once('data', (chunk) => {
        heard.push(String(chunk));
        socket.destroy();
      });
      onConnection();
    });
    let onConnection = (): void => undefined;
    const connected = (count: number) =>
      new Promise<void>((resolve) => {
        onConnection = () => connections === count && resolve();
        onConnection();
      });
    const waiting = waitAt(folder, 'pts/2', 5);
    await connected(1);
    waiting.tick();
    await connected(2);
    waiting.tick();
    leave();
    expect(outcomeOf(await waiting.turn)).toEqual(FINISHED);
    expect(heard).toEqual(['{"kind":"look","processId":5,"terminal":"pts/2"}\n']);
  });
});
