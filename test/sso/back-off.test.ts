import { describe, expect, test } from 'vitest';
import { AwsxError, type ErrorCode, type ErrorDetails } from '../../src/errors.ts';
import { withBackOff } from '../../src/sso/back-off.ts';

/** A call that fails with these, one after another, then answers; and how long was waited. */
function createCall(failures: readonly unknown[]) {
  const slept: number[] = [];
  const left = [...failures];
  const call = async () => {
    if (left.length > 0) throw left.shift();
    return 'answer';
  };
  const clock = {
    sleep: async (milliseconds: number, signal?: AbortSignal) => {
      signal?.throwIfAborted();
      slept.push(milliseconds);
    },
  };
  return { call, slept, clock, left };
}

const failure = (code: ErrorCode, details?: ErrorDetails) => new AwsxError(code, code, details);
const times = (count: number, error: unknown) => Array.from({ length: count }, () => error);
const always = new AbortController().signal;

function run(failures: readonly unknown[], random = () => 0.5) {
  const { call, slept, clock, left } = createCall(failures);
  return { result: withBackOff(call, { clock, random, signal: always }), slept, left };
}

describe('a throttled call', () => {
  test('is made again, each time after twice as long, up to a limit', async () => {
    const { result, slept } = run(times(9, failure('aws_throttled')));
    expect(await result).toBe('answer');
    expect(slept).toEqual([50, 100, 200, 400, 800, 1600, 2500, 2500, 2500]);
  });

  test('waits a random part of that', async () => {
    const shares = [0, 0.25, 0.999];
    const { result, slept } = run(times(3, failure('aws_throttled')), () => shares.shift() ?? 1);
    await result;
    expect(slept).toEqual([0, 50, 399.6]);
  });

  test('waits at least as long as AWS asks for', async () => {
    const { result, slept } = run([failure('aws_throttled', { retryAfterSeconds: 2 })]);
    await result;
    expect(slept).toEqual([2000]);
  });

  test('is given up when AWS asks for more than a person waits', async () => {
    const { result, slept } = run([failure('aws_throttled', { retryAfterSeconds: 61 })]);
    await expect(result).rejects.toMatchObject({ code: 'aws_throttled' });
    expect(slept).toEqual([]);
  });

  test('is given up at last', async () => {
    const { result, left } = run(times(20, failure('aws_throttled')));
    await expect(result).rejects.toMatchObject({ code: 'aws_throttled' });
    expect(left).toHaveLength(5);
  });
});

test('a call that did not get through is made three times', async () => {
  expect(await run(times(2, failure('network'))).result).toBe('answer');
  await expect(run(times(3, failure('network'))).result).rejects.toMatchObject({ code: 'network' });
});

test.each([
  ['a refusal', failure('aws_refused')],
  ['a rejected token', failure('sso_token_rejected')],
  ['a bug', new TypeError('x')],
])('%s is final', async (_, error) => {
  const { result, slept } = run([error]);
  await expect(result).rejects.toBe(error);
  expect(slept).toEqual([]);
});

test('ends when its signal says so', async () => {
  const { call, clock } = createCall(times(3, failure('aws_throttled')));
  const signal = AbortSignal.abort(new Error('stopped'));
  await expect(withBackOff(call, { clock, random: () => 0, signal })).rejects.toThrow('stopped');
});
