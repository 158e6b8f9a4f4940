import { describe, expect, test } from 'vitest';
import { calls, device, plan, role } from './planning.ts';

const config = `
[profile jon]
mfa_serial = ${device('M')}
[profile ro]
role_arn = ${role('ro')}
source_profile = jon
[profile r1]
role_arn = ${role('r1')}
source_profile = jon
mfa_serial = ${device('M')}
[profile r2]
role_arn = ${role('r2')}
source_profile = r1
mfa_serial = ${device('M')}
`;
const vault = { jon: 'AKIAJON' };

function secondsOf(profile: string, input: { duration?: string; env?: Record<string, string> }) {
  const flags = input.duration === undefined ? {} : { duration: input.duration };
  return plan({ config, vault, profile, flags, env: input.env ?? {} }).steps.flatMap((step) =>
    'duration' in step ? [step.duration.seconds] : [],
  );
}

describe('where a duration comes from', () => {
  test.each([
    ['jon', {}, [3600]],
    ['jon', { env: { AWS_SESSION_TOKEN_TTL: '2h' } }, [7200]],
    ['jon', { env: { AWS_CHAINED_SESSION_TOKEN_TTL: '2h', AWS_ASSUME_ROLE_TTL: '2h' } }, [3600]],
    ['jon', { duration: '3h', env: { AWS_SESSION_TOKEN_TTL: '2h' } }, [10_800]],
    ['r1', {}, [28_800, 3600]],
    ['r1', { env: { AWS_CHAINED_SESSION_TOKEN_TTL: '12h' } }, [43_200, 3600]],
    ['r1', { env: { AWS_SESSION_TOKEN_TTL: '2h', AWS_ASSUME_ROLE_TTL: '30m' } }, [28_800, 1800]],
    ['r2', { duration: '24h' }, [86_400, 3600, 3600]],
    ['r2', { duration: '30m', env: { AWS_CHAINED_SESSION_TOKEN_TTL: '12h' } }, [1800, 1800, 1800]],
  ])('%s %j', (profile, input, expected) => {
    expect(secondsOf(profile, input)).toEqual(expected);
  });

  test('a duration that is as asked has no reason', () => {
    const [, step] = plan({ config, vault, profile: 'jon' }).steps;
    expect(step).toHaveProperty('duration', {
      seconds: 3600,
      asked: { value: 3600, origin: { kind: 'default', reason: expect.any(String) } },
    });
  });
});

describe('limits', () => {
  test.each([
    ['jon', '15m'],
    ['jon', '36h'],
    ['ro', '15m'],
    ['ro', '12h'],
  ])('%s for %s is asked for', (profile, duration) => {
    expect(secondsOf(profile, { duration })).toHaveLength(1);
  });

  test.each([
    ['jon', '14m59s', '14m59s (--duration) is out of range for GetSessionToken', '15m to 36h'],
    ['jon', '129601', '36h1s (--duration) is out of range for GetSessionToken', '15m to 36h'],
    ['ro', '899', '14m59s (--duration) is out of range for AssumeRole', '15m to 12h'],
    ['ro', '12h1s', '12h1s (--duration) is out of range for AssumeRole', '15m to 12h'],
    ['r1', '13h', '13h (--duration) is out of range for AssumeRole', '15m to 12h'],
    ['jon', '0', '0s (--duration) is out of range for GetSessionToken', '15m to 36h'],
  ])('%s for %s is refused', (profile, duration, message, limits) => {
    expect(() => secondsOf(profile, { duration })).toThrow(
      expect.objectContaining({
        code: 'duration_out_of_range',
        message: `profile "${profile}": ${message}`,
        hint: `AWS allows ${limits}`,
      }),
    );
  });

  test.each([
    ['jon', { AWS_SESSION_TOKEN_TTL: '10m' }, 'AWS_SESSION_TOKEN_TTL'],
    ['r1', { AWS_CHAINED_SESSION_TOKEN_TTL: '37h' }, 'AWS_CHAINED_SESSION_TOKEN_TTL'],
    ['ro', { AWS_ASSUME_ROLE_TTL: '13h' }, 'AWS_ASSUME_ROLE_TTL'],
  ])('%s with %j names the variable', (profile, env, name) => {
    expect(() => secondsOf(profile, { env })).toThrow(`(${name}) is out of range`);
  });

  test('a file is named with its line', () => {
    const text = `[profile ro]\nrole_arn = ${role('ro')}\nsource_profile = jon\nduration_seconds = 60\n`;
    expect(() => plan({ config: text, vault, profile: 'ro' })).toThrow(
      'profile "ro": 1m (duration_seconds at /home/jo/.aws/config:4) is out of range for AssumeRole',
    );
  });
});

describe('--min-ttl', () => {
  const minTtl = (profile: string, value: string, duration?: string) =>
    plan({
      config,
      vault,
      profile,
      flags: { minTtl: value, ...(duration === undefined ? {} : { duration }) },
    }).minTtlSeconds;

  test.each([
    ['jon', '15m', 900],
    ['jon', '1m', 300],
    ['jon', '1h', 3600],
    ['r1', '1h', 3600],
  ])('%s with %s', (profile, value, seconds) => {
    expect(minTtl(profile, value)).toBe(seconds);
  });

  test.each([
    ['jon', '61m', undefined, '1h1m left (--min-ttl) is more than its session lasts, 1h'],
    ['r1', '2h', undefined, '2h left (--min-ttl) is more than its session lasts, 1h'],
    ['r2', '2h', '12h', '2h left (--min-ttl) is more than its session lasts, 1h'],
    ['jon', '16m', '15m', '16m left (--min-ttl) is more than its session lasts, 15m'],
  ])('%s with %s and -d %s is refused', (profile, value, duration, message) => {
    expect(() => minTtl(profile, value, duration)).toThrow(
      expect.objectContaining({
        code: 'duration_out_of_range',
        message: `profile "${profile}": ${message}`,
      }),
    );
  });

  test('means nothing for a key that does not expire', () => {
    const made = plan({
      config,
      vault,
      profile: 'jon',
      flags: { noSession: true, minTtl: '48h' },
    });
    expect(calls(made)).toEqual([]);
  });
});
