import { deflateRawSync } from 'node:zlib';
import { arn, assumeRoleConstraints } from '../constraints.ts';
import { type Form, readList } from '../form.ts';
import { parsePolicy } from '../policy/parse-policy.ts';
import type { Policy } from '../policy/policy.ts';
import { ServiceError, validationError } from '../service-error.ts';
import type { SandboxState } from '../state.ts';
import { validate } from '../validate.ts';

/** Characters of the inline policy and the ARNs together; also the room for their packed form. */
const LIMIT = 2048;

export interface SessionPolicies {
  /** Absent when the request narrows nothing. */
  readonly policies?: readonly Policy[];
  /** Percent of the room taken, by policies and tags; absent when there are neither. */
  readonly packedPolicySize?: number;
}

/**
 * Reads `Policy` and `PolicyArns`. Throws ValidationError, MalformedPolicyDocument and
 * PackedPolicyTooLarge. AWS does not tell how it packs; the sandbox compresses.
 */
export function readSessionPolicies(
  form: Form,
  { state, tags }: { readonly state: SandboxState; readonly tags: ReadonlyMap<string, string> },
): SessionPolicies {
  const inline = form.get('Policy');
  const arns = readPolicyArns(form);
  const policies = [
    ...(inline === undefined ? [] : [parsePolicy(inline, 'identity')]),
    ...arns.map((policyArn) => findManagedPolicy(state, policyArn)),
  ];
  if (policies.length === 0 && tags.size === 0) return {};
  const packedPolicySize = measure([inline ?? '', ...arns], tags);
  return { packedPolicySize, ...(policies.length === 0 ? {} : { policies }) };
}

function readPolicyArns(form: Form): readonly string[] {
  const arns = readList(form, 'PolicyArns').map((item) => item.get('arn'));
  validate([
    { location: 'policyArns', value: arns.length, constraint: assumeRoleConstraints.PolicyArns },
    ...arns.map((value, index) => ({
      location: `policyArns.${index + 1}.member.arn`,
      value,
      constraint: { ...arn, required: true as const },
    })),
  ]);
  return arns.map((value) => value ?? '');
}

function findManagedPolicy(state: SandboxState, policyArn: string): Policy {
  const policy = state.managedPolicies.get(policyArn);
  if (policy === undefined) {
    throw validationError(`Policy ${policyArn} does not exist or is not attachable.`);
  }
  return policy;
}

function measure(texts: readonly string[], tags: ReadonlyMap<string, string>): number {
  const plainLength = texts.reduce((sum, text) => sum + text.length, 0);
  const packed = deflateRawSync(JSON.stringify([texts, [...tags]]));
  const size = Math.max(plainLength > LIMIT ? plainLength : 0, packed.length);
  const percent = Math.ceil((size / LIMIT) * 100);
  if (percent <= 100) return percent;
  throw new ServiceError(
    400,
    'PackedPolicyTooLarge',
    `Packed policy consumes ${percent}% of allotted space, please use smaller policy.`,
  );
}
