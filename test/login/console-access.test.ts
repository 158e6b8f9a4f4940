import { expect, test } from 'vitest';
import type { Plan, Step } from '../../src/credentials/types.ts';
import {
  isRoleFedBySession,
  resolveConsoleAccess,
  resolveFederationSeconds,
  resolveRoleConsoleSeconds,
} from '../../src/login/console-access.ts';

const arn = 'arn:aws:iam::123456789012:role/admin';
const role = { kind: 'assume-role', roleArn: { value: arn } };
const key = { kind: 'base-credential' };
const session = { kind: 'get-session-token' };

/** Only what is looked at. */
function plan(...steps: readonly object[]): Plan {
  return { steps: steps as readonly Step[] } as Plan;
}

test.each<[string, Plan, object]>([
  ['a role of a key', plan(key, role), { kind: 'direct-role', arn }],
  ['a role of a key in a file', plan({ kind: 'static-keys' }, role), { kind: 'direct-role', arn }],
  ['a web identity', plan({ ...role, kind: 'web-identity' }), { kind: 'direct-role', arn }],
  [
    'a role of a session',
    plan(key, session, role),
    { kind: 'fixed', arn, because: 'the role is assumed with a GetSessionToken session' },
  ],
  [
    'a role of a role',
    plan(key, role, role),
    { kind: 'fixed', arn, because: "the role is assumed with another role's session" },
  ],
  [
    'a role of a web identity',
    plan({ ...role, kind: 'web-identity' }, role),
    { kind: 'fixed', arn, because: 'the role is assumed with a web identity session' },
  ],
  [
    'Identity Center',
    plan({ kind: 'sso' }),
    { kind: 'fixed', because: 'they are credentials of IAM Identity Center' },
  ],
  ['a key', plan(key), { kind: 'unknown' }],
  ['a process', plan({ kind: 'credential-process' }), { kind: 'unknown' }],
  ['a session', plan(key, session), { kind: 'unknown' }],
])('%s', (_, given, access) => {
  expect(resolveConsoleAccess(given)).toEqual(access);
});

test('a longer session would help one role behind a session, and nothing else', () => {
  const plans = [plan(key, session, role), plan(key, role), plan(key, session, role, role)];
  expect(plans.map(isRoleFedBySession)).toEqual([true, false, false]);
});

const ask = (value: number) => ({ value, origin: { kind: 'flag', flag: '--duration' } }) as const;

test.each([
  [resolveRoleConsoleSeconds, [900, 43_200], [899, 43_201]],
  [resolveFederationSeconds, [900, 129_600], [899, 129_601]],
])('%o keeps to the limits of AWS', (resolve, good, bad) => {
  expect(resolve('dev', undefined)).toBe(43_200);
  expect(good.map((seconds) => resolve('dev', ask(seconds)))).toEqual(good);
  for (const seconds of bad) {
    expect(() => resolve('dev', ask(seconds))).toThrowError(
      expect.objectContaining({ code: 'duration_out_of_range' }),
    );
  }
});
