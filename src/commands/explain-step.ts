/** What `explain` says of each step. Pure. */
import type { Setting } from '../../profiles/types.ts';
import { describeOrigin } from '../credentials/plan-origin.ts';
import type { StepOutlook } from '../credentials/plan-outlook.ts';
import type {
  AssumeRoleStep,
  EffectiveDuration,
  Endpoint,
  GetSessionTokenStep,
  Narrowing,
  SourceStep,
  Step,
  Tag,
  WebIdentityStep,
} from '../credentials/types.ts';
import { formatDuration } from '../duration.ts';
import { printable } from '../printable.ts';

/** A label and the text beside it; several with one label are one below the other. */
export type Row = readonly [label: string, text: string];

/** A step as a person reads it. */
export interface ExplainedStep {
  readonly title: string;
  readonly rows: readonly Row[];
}

export function explainStep({ step, session, cache }: StepOutlook, now: Date): ExplainedStep {
  const explained = explainKind(step, session?.roleSessionName);
  if (cache === 'source') return explained;
  return { ...explained, rows: [...explained.rows, ['cache', describeCache(session, cache, now)]] };
}

function explainKind(step: Step, cachedName: string | undefined): ExplainedStep {
  if (step.kind === 'assume-role') return explainRole(step, cachedName);
  return step.kind === 'get-session-token' ? explainSession(step) : explainSource(step, cachedName);
}

function explainSource(step: SourceStep, cachedName: string | undefined): ExplainedStep {
  const name = `"${printable(step.profile)}"`;
  switch (step.kind) {
    case 'base-credential':
      return {
        title: `The base credential of ${name}`,
        rows: [
          ['key', printable(step.accessKeyId)],
          ['vault', printable(step.backend)],
        ],
      };
    case 'static-keys':
      return {
        title: `The keys in the files of ${name}`,
        rows: [['key', printable(step.accessKeyId)]],
      };
    case 'credential-process':
      return {
        title: `The credential_process of ${name}`,
        rows: [['command', show(step.command)]],
      };
    case 'credential-source':
      return {
        title: `The credential_source of ${name}`,
        rows: [
          ['source', show(step.source)],
          ...(step.address ? [['address', show(step.address)] as const] : []),
        ],
      };
    case 'login-session':
      return { title: `The aws login of ${name}`, rows: [['session', show(step.loginSession)]] };
    case 'sso':
      return {
        title: `IAM Identity Center for ${name}`,
        rows: [
          ['start url', show(step.startUrl)],
          ['region', show(step.ssoRegion)],
          ['account', step.accountId ? show(step.accountId) : 'none'],
          ['role', step.roleName ? show(step.roleName) : 'none'],
        ],
      };
    case 'web-identity':
      return explainWebIdentity(step, cachedName);
  }
}

function explainWebIdentity(step: WebIdentityStep, cachedName: string | undefined): ExplainedStep {
  return {
    title: `AssumeRoleWithWebIdentity ${printable(step.roleArn.value)}`,
    rows: [
      ['token', `${step.token.from} ${show(step.token.setting)}`],
      ['duration', `${formatDuration(step.durationSeconds.value)}${from(step.durationSeconds)}`],
      ['session', describeSessionName(step, cachedName)],
      ...narrowingRows(step.narrowing),
      ...endpointRows(step.endpoint),
    ],
  };
}

function explainSession(step: GetSessionTokenStep): ExplainedStep {
  return {
    title: `GetSessionToken for "${printable(step.profile)}"`,
    rows: [
      ...deviceRows(step),
      ['duration', describeDuration(step.duration)],
      ...endpointRows(step.endpoint),
    ],
  };
}

function explainRole(step: AssumeRoleStep, cachedName: string | undefined): ExplainedStep {
  const { externalId, sourceIdentity, tags, transitiveTagKeys } = step;
  return {
    title: `AssumeRole ${printable(step.roleArn.value)}`,
    rows: [
      ['profile', `${printable(step.profile)}${from(step.roleArn)}`],
      ...deviceRows(step),
      ['duration', describeDuration(step.duration)],
      ['session', describeSessionName(step, cachedName)],
      ...(externalId ? [['external id', show(externalId)] as const] : []),
      ...(sourceIdentity ? [['identity', show(sourceIdentity)] as const] : []),
      ...(tags.length > 0 ? [['tags', describeTags(tags, transitiveTagKeys)] as const] : []),
      ...narrowingRows(step.narrowing),
      ...endpointRows(step.endpoint),
    ],
  };
}

function deviceRows(step: GetSessionTokenStep | AssumeRoleStep): readonly Row[] {
  const { mfaSerial, mfaProcess } = step;
  if (mfaSerial === undefined) return [['device', 'none is asked']];
  const process: Row[] = mfaProcess ? [['code from', show(mfaProcess)]] : [];
  return [['device', show(mfaSerial)], ...process];
}

function describeDuration({ seconds, asked, cappedBecause }: EffectiveDuration): string {
  if (cappedBecause === undefined) return `${formatDuration(seconds)}${from(asked)}`;
  const wish = `${formatDuration(asked.value)} was asked for${from(asked)}`;
  return `${formatDuration(seconds)}; ${wish}, but ${cappedBecause}`;
}

function endpointRows({ url, signingRegion, configured }: Endpoint): readonly Row[] {
  const address = `${printable(url)}${configured ? from(configured) : ''}`;
  return [
    ['endpoint', address],
    ...(url.includes(signingRegion) ? [] : [['signed for', printable(signingRegion)] as const]),
  ];
}

/** What CloudTrail shows. */
function describeSessionName(
  { roleSessionName }: AssumeRoleStep | WebIdentityStep,
  cachedName: string | undefined,
): string {
  if (roleSessionName) return show(roleSessionName);
  return cachedName ? `${printable(cachedName)} (the cached one)` : 'awsx- and a new id';
}

function describeCache(
  session: StepOutlook['session'],
  cache: StepOutlook['cache'],
  now: Date,
): string {
  if (session === undefined) return 'nothing';
  const seconds = Math.floor((session.expiration.getTime() - now.getTime()) / 1000);
  const until = session.expiration.toISOString().replace(/\.\d+Z$/, 'Z');
  const renewed = cache === 'renewed' ? ', to be renewed' : '';
  return `valid until ${until} (${formatDuration(seconds)} left)${renewed}`;
}

/** One row for the policy or for each ARN. */
function narrowingRows(narrowing: Narrowing | undefined): readonly Row[] {
  if (narrowing === undefined) return [];
  const { origin, scope } = narrowing;
  const place = scope
    ? `${describeOrigin(origin)}, ${describeOrigin(scope)}`
    : describeOrigin(origin);
  if ('policyArns' in narrowing) {
    return narrowing.policyArns.map((arn) => ['narrowed to', `${printable(arn)} (${place})`]);
  }
  const { policy, file } = narrowing;
  const source = file === undefined ? '' : ` of ${printable(file)}`;
  return [
    ['narrowed to', `the policy${source}, ${policy.length} characters (${place})`],
    ['', printable(policy)],
  ];
}

function describeTags(tags: readonly Tag[], transitiveTagKeys: readonly string[]): string {
  const transitive = new Set(transitiveTagKeys);
  return tags
    .map(({ key, value }) => `${key}=${value}${transitive.has(key) ? ' (handed on)' : ''}`)
    .map(printable)
    .join(', ');
}

function show(setting: Setting<string>): string {
  return `${printable(setting.value)}${from(setting)}`;
}

function from({ origin }: Setting<unknown>): string {
  return ` (${describeOrigin(origin)})`;
}
