/** What both tools are asked to do, and which calls each makes. */
import type { Difference } from './differences.ts';

export interface Step {
  readonly profile: string;
  readonly flags?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Seconds that AWS's clock is ahead of the real one at this step: no code comes twice. */
  readonly clockOffset?: number;
  /** The cached sessions were overwritten with something else before this step. */
  readonly cacheIsDamaged?: boolean;
  readonly outcome: Outcome;
  /** Where aws-vault does something else, and why awsx does not do the same. */
  readonly awsVault?: Outcome & { readonly because: Difference };
}

export interface Outcome {
  /** In order, as in `AssumeRole admin 3600 MFA by jon`: a role, seconds, a code, whose key. */
  readonly calls: readonly string[];
  /** Set when the command is not started; awsx says which of its codes. */
  readonly fails?: string;
  /** How many lines awsx prints on stderr beside; none unless given. */
  readonly notices?: number;
}

export interface Scenario {
  readonly name: string;
  /** More lines for the section of a profile. */
  readonly extra?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

const nothing: Outcome = { calls: [] };
const session = (seconds: number): string => `GetSessionToken ${seconds} MFA by jon`;

const chain = [session(43_200), 'AssumeRole r1 3600 by session', 'AssumeRole r2 3600 by r1'];

const shortly = { profile: 'jon', flags: ['-d', '15m'] };
const oneShortSession: Step = { ...shortly, outcome: { calls: [session(900)] } };

export const scenarios: readonly Scenario[] = [
  {
    name: '1: a base profile with MFA',
    steps: [{ profile: 'jon', outcome: { calls: [session(3600)] } }],
  },
  {
    name: '2: a session is used again',
    steps: [
      { profile: 'jon', outcome: { calls: [session(3600)] } },
      { profile: 'jon', outcome: nothing },
    ],
  },
  {
    name: '2: with more than five minutes left it is used',
    steps: [
      { ...oneShortSession, clockOffset: -(900 - 320) },
      { ...shortly, outcome: nothing },
    ],
  },
  {
    name: '2: with less than five minutes left it is renewed',
    steps: [{ ...oneShortSession, clockOffset: -(900 - 280) }, oneShortSession],
  },
  {
    name: '2: AWS_MIN_TTL widens the window',
    steps: [
      {
        profile: 'jon',
        flags: ['-d', '20m'],
        clockOffset: -(1200 - 14 * 60),
        outcome: { calls: [session(1200)] },
      },
      { profile: 'jon', flags: ['-d', '20m'], outcome: nothing },
      {
        profile: 'jon',
        flags: ['-d', '20m'],
        env: { AWS_MIN_TTL: '15m' },
        outcome: { calls: [session(1200)] },
      },
    ],
  },
  {
    name: '2: a damaged cache is a miss',
    steps: [
      { profile: 'jon', outcome: { calls: [session(3600)] } },
      {
        profile: 'jon',
        cacheIsDamaged: true,
        clockOffset: 60,
        outcome: { calls: [session(3600)] },
      },
    ],
  },
  {
    name: '3: a role without MFA',
    steps: [
      { profile: 'ro', outcome: { calls: ['AssumeRole ro 3600 by jon'] } },
      {
        profile: 'ro',
        outcome: nothing,
        awsVault: { calls: ['AssumeRole ro 3600 by jon'], because: 'every role is cached' },
      },
    ],
  },
  {
    name: '4: one code serves two roles',
    steps: [
      {
        profile: 'admin',
        outcome: { calls: [session(28_800), 'AssumeRole admin 3600 by session'] },
      },
      { profile: 'r1', outcome: { calls: ['AssumeRole r1 3600 by session'] } },
      {
        profile: 'admin',
        outcome: nothing,
        awsVault: {
          calls: ['AssumeRole admin 3600 by session'],
          because: 'every role is cached',
        },
      },
    ],
  },
  ...(
    [
      ['-d 2h', { flags: ['-d', '2h'] }, undefined],
      ['duration_seconds in the file', {}, 'duration_seconds = 7200'],
      ['AWS_ASSUME_ROLE_TTL', { env: { AWS_ASSUME_ROLE_TTL: '2h' } }, undefined],
      [
        '-d before AWS_ASSUME_ROLE_TTL before the file',
        { flags: ['-d', '2h'], env: { AWS_ASSUME_ROLE_TTL: '3h' } },
        'duration_seconds = 14400',
      ],
    ] as const
  ).map(
    ([how, asked, line]): Scenario => ({
      name: `5: one role for two hours, by ${how}`,
      ...(line === undefined ? {} : { extra: { admin: line } }),
      steps: [
        { profile: 'admin', ...asked, outcome: { calls: ['AssumeRole admin 7200 MFA by jon'] } },
        { profile: 'admin', ...asked, outcome: nothing },
      ],
    }),
  ),
  {
    name: '5: AWS_ASSUME_ROLE_TTL before the file',
    extra: { admin: 'duration_seconds = 14400' },
    steps: [
      {
        profile: 'admin',
        env: { AWS_ASSUME_ROLE_TTL: '3h' },
        outcome: { calls: ['AssumeRole admin 10800 MFA by jon'] },
      },
    ],
  },
  {
    name: '5: a value that is no duration',
    extra: { admin: 'duration_seconds = 7200' },
    steps: [
      {
        profile: 'admin',
        env: { AWS_ASSUME_ROLE_TTL: 'banana' },
        outcome: { calls: [], fails: 'setting_invalid' },
        awsVault: {
          calls: ['AssumeRole admin 7200 MFA by jon'],
          because: 'a value that does not parse is an error',
        },
      },
    ],
  },
  {
    name: '6: a chain of two roles above one hour',
    steps: [
      {
        profile: 'r2',
        flags: ['-d', '12h'],
        outcome: { calls: chain, notices: 2 },
        awsVault: { calls: chain, because: 'a shortened duration is told' },
      },
    ],
  },
];
