import { expect, test } from 'vitest';
import { createPreview } from '../../src/commands/create-preview.ts';
import type { ListedSession } from '../../src/credentials/session-cache.ts';
import type { Plan } from '../../src/credentials/types.ts';
import { fakeClock, START } from '../credentials/fakes.ts';
import { device, plan, role } from '../credentials/planning.ts';

const M = device('dev');
const CONFIG = `[profile dev]
mfa_serial = ${M}
[profile admin]
role_arn = ${role('admin')}
source_profile = dev
mfa_serial = ${M}
[profile deploy]
role_arn = ${role('deploy')}
source_profile = admin
duration_seconds = 7200
[profile scripted]
role_arn = ${role('admin')}
source_profile = dev
mfa_serial = ${M}
mfa_process = oathtool
[profile plain]
role_arn = ${role('admin')}
source_profile = bare
[profile bare]
source_profile = dev
[profile process]
credential_process = /bin/get
region = eu-west-1
[profile keys]
aws_access_key_id = AKIAEXAMPLEEXAMPLE02
aws_secret_access_key = s
aws_session_token = t
[profile lost]
role_arn = ${role('admin')}
source_profile = gone
`;

function planProfile(profile: string): Plan {
  return plan({ config: CONFIG, profile, vault: { dev: 'AKIAEXAMPLEEXAMPLE01' } });
}

function preview(profile: string, sessions: readonly ListedSession[] = []): readonly string[] {
  return createPreview({ planProfile, sessions, clock: fakeClock() })(profile);
}

/** A session of the plan's step, with half an hour left. */
function sessionOf(profile: string, index: number): ListedSession {
  const step = planProfile(profile).steps[index];
  expect.assert(step !== undefined);
  const expiration = new Date(START.getTime() + 1800_000);
  return { fingerprint: step.fingerprint, header: { kind: step.kind, profile, expiration } };
}

test.each<[string, readonly string[]]>([
  [
    'admin',
    [
      'admin',
      '1. key of dev in the vault (file)',
      '2. GetSessionToken, 8h, MFA device dev',
      `3. AssumeRole admin in account 111122223333, 1h`,
      'asks for an MFA code',
    ],
  ],
  [
    'scripted',
    [
      'scripted',
      '1. key of dev in the vault (file)',
      '2. GetSessionToken, 8h, MFA device dev',
      `3. AssumeRole admin in account 111122223333, 1h`,
      'takes an MFA code from mfa_process',
    ],
  ],
  [
    'plain',
    [
      'plain',
      '1. key of dev in the vault (file)',
      `2. AssumeRole admin in account 111122223333, 1h`,
      'asks nothing',
    ],
  ],
  [
    'process',
    [
      'process, region eu-west-1',
      '1. credential_process of process',
      'runs credential_process, which may ask',
    ],
  ],
  ['keys', ['keys', '1. keys of keys in the files', 'asks nothing']],
])('%s', (profile, lines) => {
  expect(preview(profile)).toEqual(lines);
});

test('what is in the cache is not called', () => {
  const lines = preview('admin', [sessionOf('admin', 1), sessionOf('admin', 2)]);
  expect(lines[3]).toBe(`3. AssumeRole admin in account 111122223333, 1h, in the cache for 30m`);
  expect(lines.at(-1)).toBe('asks nothing and calls nobody');
});

test('notices are below', () => {
  expect(preview('deploy').at(-1)).toMatch(/1h/);
});

test('why there is no plan, with a hint', () => {
  const lines = preview('lost');
  expect(lines[0]).toContain('"gone"');
  expect(lines.join('')).not.toContain('\u001b');
});

test('a bug is not shown as if it were one of the profile', () => {
  const broken = (): never => {
    throw new TypeError('a bug');
  };
  const show = createPreview({ planProfile: broken, sessions: [], clock: fakeClock() });
  expect(() => show('admin')).toThrow('a bug');
});
