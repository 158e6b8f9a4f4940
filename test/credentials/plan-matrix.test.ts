/** The result matrix of aws-vault 7.13: which calls, in which order, signed with what. */
import { describe, expect, test } from 'vitest';
import { calls, device, plan, role } from './planning.ts';

const config = `
[profile jon]
region = us-east-1
mfa_serial = ${device('M')}

[profile ro]
role_arn = ${role('ro')}
source_profile = jon

[profile admin]
role_arn = ${role('admin')}
source_profile = jon
mfa_serial = ${device('M')}

[profile r1]
role_arn = ${role('r1')}
source_profile = jon
mfa_serial = ${device('M')}

[profile r2]
role_arn = ${role('r2')}
source_profile = r1
mfa_serial = ${device('M')}

[profile alias]
source_profile = jon

[profile other-device]
role_arn = ${role('other-device')}
source_profile = jon
mfa_serial = ${device('M2')}
`;

const vault = { jon: 'AKIAJON' };

/** `exec jon -d 2h -n` */
function callsOf(command: string): readonly string[] {
  const [profile = '', ...flags] = command.split(' ');
  const duration = flags[flags.indexOf('-d') + 1];
  return calls(
    plan({
      config,
      vault,
      profile,
      flags: {
        noSession: flags.includes('-n'),
        ...(flags.includes('-d') && duration !== undefined ? { duration } : {}),
      },
    }),
  );
}

describe('the matrix', () => {
  test.each<[string, readonly string[]]>([
    ['jon', ['GetSessionToken 3600 mfa=M signed-by=AKIAJON']],
    ['jon -n', []],
    ['jon -d 12h', ['GetSessionToken 43200 mfa=M signed-by=AKIAJON']],
    ['ro', ['AssumeRole ro 3600 no-mfa signed-by=AKIAJON']],
    ['ro -n', ['AssumeRole ro 3600 no-mfa signed-by=AKIAJON']],
    ['ro -d 2h', ['AssumeRole ro 7200 no-mfa signed-by=AKIAJON']],
    [
      'admin',
      [
        'GetSessionToken 28800 mfa=M signed-by=AKIAJON',
        'AssumeRole admin 3600 no-mfa signed-by=session',
      ],
    ],
    [
      'admin -d 1h',
      [
        'GetSessionToken 3600 mfa=M signed-by=AKIAJON',
        'AssumeRole admin 3600 no-mfa signed-by=session',
      ],
    ],
    ['admin -d 2h', ['AssumeRole admin 7200 mfa=M signed-by=AKIAJON']],
    ['admin -d 3601', ['AssumeRole admin 3601 mfa=M signed-by=AKIAJON']],
    ['admin -n', ['AssumeRole admin 3600 mfa=M signed-by=AKIAJON']],
    [
      'r2',
      [
        'GetSessionToken 28800 mfa=M signed-by=AKIAJON',
        'AssumeRole r1 3600 no-mfa signed-by=session',
        'AssumeRole r2 3600 no-mfa signed-by=r1',
      ],
    ],
    [
      'r2 -d 2h',
      [
        'GetSessionToken 7200 mfa=M signed-by=AKIAJON',
        'AssumeRole r1 3600 no-mfa signed-by=session',
        'AssumeRole r2 3600 no-mfa signed-by=r1',
      ],
    ],
    [
      'r2 -n',
      ['AssumeRole r1 3600 mfa=M signed-by=AKIAJON', 'AssumeRole r2 3600 mfa=M signed-by=r1'],
    ],
    // Where aws-vault forgets the device: an alias has that of its source.
    ['alias', ['GetSessionToken 3600 mfa=M signed-by=AKIAJON']],
    ['alias -n', []],
    ['other-device', ['AssumeRole other-device 3600 mfa=M2 signed-by=AKIAJON']],
  ])('exec %s', (command, expected) => {
    expect(callsOf(command)).toEqual(expected);
  });
});

describe('why there is no GetSessionToken', () => {
  test.each([
    ['jon', undefined],
    ['r2', undefined],
    ['jon -n', '--no-session'],
    ['ro', 'profile "ro" has no mfa_serial'],
    ['admin -d 2h', 'it would limit the role to 1h'],
    ['other-device', 'profile "other-device" has another mfa_serial'],
  ])('exec %s: %s', (command, because) => {
    const [profile = '', flag, duration = '1h'] = command.split(' ');
    const flags = { noSession: flag === '-n', ...(flag === '-d' ? { duration } : {}) };
    expect(plan({ config, vault, profile, flags }).withoutSessionBecause).toBe(because);
  });
});
