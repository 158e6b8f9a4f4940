/** A plan in a few lines, for the picker. Pure. */
import type { StepOutlook } from '../credentials/plan-outlook.ts';
import type { Plan, Step } from '../credentials/types.ts';
import { formatDuration } from '../duration.ts';
import { printable } from '../printable.ts';
import { formatMinutes } from './format-minutes.ts';

export interface PlanPreview {
  readonly plan: Plan;
  readonly outlooks: readonly StepOutlook[];
  readonly now: Date;
}

/** The steps with their devices and durations, what a run would ask, and notices. */
export function previewPlan({ plan, outlooks, now }: PlanPreview): readonly string[] {
  const region = plan.region ? `, region ${printable(plan.region.value)}` : '';
  return [
    `${printable(plan.profile)}${region}`,
    ...outlooks.map((outlook, index) => `${index + 1}. ${describeStep(outlook, now)}`),
    ...describeRun(outlooks),
    ...plan.notices.map(printable),
  ];
}

function describeStep({ step, cache, session }: StepOutlook, now: Date): string {
  if (cache !== 'kept' || session === undefined) return describeCall(step);
  const secondsLeft = (session.expiration.getTime() - now.getTime()) / 1000;
  return `${describeCall(step)}, in the cache for ${formatMinutes(secondsLeft)}`;
}

function describeCall(step: Step): string {
  const name = printable(step.profile);
  switch (step.kind) {
    case 'base-credential':
      return `key of ${name} in the vault (${printable(step.backend)})`;
    case 'static-keys':
      return `keys of ${name} in the files`;
    case 'credential-process':
      return `credential_process of ${name}`;
    case 'credential-source':
      return `credential_source ${printable(step.source.value)}`;
    case 'login-session':
      return `aws login of ${name}`;
    case 'sso':
      return `Identity Center ${printable(step.ssoSession ?? step.startUrl.value)}`;
    case 'web-identity':
      return `AssumeRoleWithWebIdentity ${describeRole(step.roleArn.value)}`;
    case 'get-session-token':
      return `GetSessionToken${describeTerms(step)}`;
    case 'assume-role':
      return `AssumeRole ${describeRole(step.roleArn.value)}${describeTerms(step)}`;
  }
}

/** Shorter than its ARN, which has nothing else to tell. */
function describeRole(arn: string): string {
  const [, account, role] = /^arn:[^:]*:iam::(\d{12}):role\/(.*)$/s.exec(arn) ?? [];
  return printable(role === undefined ? arn : `${role} in account ${account}`);
}

type SessionStep = Extract<Step, { kind: 'get-session-token' | 'assume-role' }>;

function describeTerms({ duration, mfaSerial }: SessionStep): string {
  const device = mfaSerial === undefined ? '' : `, MFA device ${lastPart(mfaSerial.value)}`;
  return `, ${formatDuration(duration.seconds)}${device}`;
}

/** Of an ARN its name; a serial number whole. */
function lastPart(serial: string): string {
  return printable(serial.slice(serial.lastIndexOf('/') + 1));
}

function describeRun(outlooks: readonly StepOutlook[]): readonly string[] {
  const called = outlooks.filter(({ isCalled }) => isCalled).map(({ step }) => step);
  const questions = [...new Set(called.flatMap(describeQuestion))];
  if (questions.length > 0) return questions;
  const isCached = called.length === 0 && outlooks.some(({ cache }) => cache === 'kept');
  return [isCached ? 'asks nothing and calls nobody' : 'asks nothing'];
}

function describeQuestion(step: Step): readonly string[] {
  switch (step.kind) {
    case 'sso':
      return ['may ask to sign in with the browser'];
    case 'credential-process':
      return ['runs credential_process, which may ask'];
    case 'get-session-token':
    case 'assume-role':
      if (step.mfaSerial === undefined) return [];
      return [step.mfaProcess ? 'takes an MFA code from mfa_process' : 'asks for an MFA code'];
    default:
      return [];
  }
}
