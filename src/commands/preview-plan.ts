/** A plan in a few lines, for the picker. Pure. */
import { basename } from 'node:path/posix';
import type { StepOutlook } from '../credentials/plan-outlook.ts';
import type { Plan, Step } from '../credentials/types.ts';
import { formatDuration } from '../duration.ts';
import { printable } from '../printable.ts';

export interface PlanPreview {
  readonly plan: Plan;
  readonly outlooks: readonly StepOutlook[];
}

/**
 * The steps with their devices and durations, what a run would ask, and notices. What stands
 * deeper belongs to the line above it.
 */
export function previewPlan({ plan, outlooks }: PlanPreview): readonly string[] {
  const region = plan.region ? `, region ${printable(plan.region.value)}` : '';
  return [
    `${printable(plan.profile)}${region}`,
    ...outlooks.map((outlook, index) => `${index + 1}. ${describeStep(outlook)}`),
    ...describeRun(plan, outlooks),
    ...plan.notices.map(printable),
  ];
}

function describeStep({ step, cache }: StepOutlook): string {
  const kept = cache === 'kept' ? ', in the cache' : '';
  return `${describeCall(step)}${kept}`;
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
      return `AssumeRoleWithWebIdentity ${roleName(step.roleArn.value)}`;
    case 'get-session-token':
      return `GetSessionToken, ${formatDuration(step.duration.seconds)}${describeDevice(step)}`;
    case 'assume-role':
      return `AssumeRole ${printable(step.roleArn.value)}, ${formatDuration(step.duration.seconds)}${describeDevice(step)}`;
  }
}

type SessionStep = Extract<Step, { kind: 'get-session-token' | 'assume-role' }>;

function describeDevice({ mfaSerial }: SessionStep): string {
  return mfaSerial === undefined ? '' : `, MFA ${printable(basename(mfaSerial.value))}`;
}

function roleName(arn: string): string {
  return printable(arn);
}

function describeRun(plan: Plan, outlooks: readonly StepOutlook[]): readonly string[] {
  const called = outlooks.filter(({ isCalled }) => isCalled).map(({ step }) => step);
  const asked = called.filter((step) => 'mfaSerial' in step && step.mfaSerial !== undefined);
  if (asked.length > 0) {
    const byProcess = asked.every((step) => 'mfaProcess' in step && step.mfaProcess !== undefined);
    return [byProcess ? 'takes an MFA code from mfa_process' : 'asks for an MFA code'];
  }
  if (called.length > 0) return ['asks nothing'];
  return [
    plan.steps.length > 1 ? 'asks nothing and calls nobody' : 'hands on what the source gives',
  ];
}
