import type { Environment } from '../ports.ts';
import { insideSandbox, SANDBOX_MFA_SECRET_VARIABLE } from '../sandbox-environment.ts';
import { Secret } from '../secret.ts';
import { createCode, getTimeStep } from './totp.ts';

/** What the MFA device of the running sandbox shows at this moment; undefined outside of one. */
export function createPracticeCode(env: Environment, now: Date): string | undefined {
  const secret = env[SANDBOX_MFA_SECRET_VARIABLE];
  if (!insideSandbox(env) || !secret) return undefined;
  return createCode(new Secret(secret), getTimeStep(now));
}
