/** Plans from the text of a config file, and plans as text to compare with a matrix. */
import { createPlan } from '../../src/credentials/plan.ts';
import { type PlanFlags, parsePlanOptions } from '../../src/credentials/plan-options.ts';
import type { Plan, Step } from '../../src/credentials/types.ts';
import type { Environment } from '../../src/ports.ts';
import { readConfig } from '../profiles/read-config.ts';

export interface PlanCase {
  readonly config: string;
  readonly credentials?: string;
  readonly profile: string;
  readonly flags?: PlanFlags;
  readonly env?: Environment;
  /** The vault's access key ids by profile. */
  readonly vault?: Readonly<Record<string, string>>;
  /** The text of every policy file. */
  readonly policyFile?: string;
}

export function plan(input: PlanCase): Plan {
  const { config, credentials, profile, flags = {}, env = {}, vault = {}, policyFile = '' } = input;
  return createPlan({
    config: readConfig(config, credentials),
    profile,
    options: parsePlanOptions(flags, env),
    env,
    baseCredentials: Object.entries(vault).map(([name, accessKeyId]) => ({
      profile: name,
      accessKeyId,
      backend: 'file',
    })),
    readPolicyFile: ({ value }) => ({ file: `/files/${value}`, text: policyFile }),
  });
}

/** The calls of a plan, one line each: `AssumeRole admin 3600 mfa=M signed-by=session`. */
export function calls({ steps }: Plan): readonly string[] {
  return steps.slice(1).map((step, index) => describeCall(step, steps[index]));
}

function describeCall(step: Step, previous: Step | undefined): string {
  const signedBy = `signed-by=${describeSigner(previous)}`;
  if (step.kind !== 'get-session-token' && step.kind !== 'assume-role') return step.kind;
  const mfa = step.mfaSerial === undefined ? 'no-mfa' : `mfa=${lastPart(step.mfaSerial.value)}`;
  const call =
    step.kind === 'assume-role' ? `AssumeRole ${lastPart(step.roleArn.value)}` : 'GetSessionToken';
  return `${call} ${step.duration.seconds} ${mfa} ${signedBy}`;
}

function describeSigner(step: Step | undefined): string {
  switch (step?.kind) {
    case 'base-credential':
    case 'static-keys':
      return step.accessKeyId;
    case 'get-session-token':
      return 'session';
    case 'assume-role':
      return lastPart(step.roleArn.value);
    default:
      return step?.kind ?? 'nothing';
  }
}

function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** The ARN of a role in the account of the tests. */
export function role(name: string): string {
  return `arn:aws:iam::111122223333:role/${name}`;
}

/** The ARN of a device in the account of the tests. */
export function device(name: string): string {
  return `arn:aws:iam::111122223333:mfa/${name}`;
}
