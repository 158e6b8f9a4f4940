import { dropUndefined } from '../drop-undefined.ts';
import { AwsxError } from '../errors.ts';
import type { Environment } from '../ports.ts';
import { printable } from '../printable.ts';
import {
  SANDBOX_PORTAL_SIZE_VARIABLE,
  SANDBOX_PORTAL_THROTTLE_VARIABLE,
} from '../sandbox-environment.ts';
import type { PortalSeed } from './seed-portal.ts';

/**
 * What whoever starts the sandbox wants of its portal: `500x5` accounts and roles, and every which
 * call is throttled.
 *
 * @throws AwsxError `setting_invalid`
 */
export function readPortalSeed(env: Environment): PortalSeed {
  return dropUndefined({ size: readSize(env), throttleEvery: readThrottle(env) });
}

function readSize(env: Environment): PortalSeed['size'] {
  const text = env[SANDBOX_PORTAL_SIZE_VARIABLE];
  if (!text) return undefined;
  const [, accounts, roles] = /^(\d{1,4})x(\d{1,2})$/.exec(text) ?? [];
  if (accounts === undefined || roles === undefined) {
    throw invalid(SANDBOX_PORTAL_SIZE_VARIABLE, text, '500x5 stands for 500 accounts with 5 roles');
  }
  return { accounts: Number(accounts), rolesPerAccount: Number(roles) };
}

function readThrottle(env: Environment): number | undefined {
  const text = env[SANDBOX_PORTAL_THROTTLE_VARIABLE];
  if (!text) return undefined;
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw invalid(SANDBOX_PORTAL_THROTTLE_VARIABLE, text, '3 throttles every third call');
}

function invalid(variable: string, text: string, hint: string): AwsxError {
  return new AwsxError('setting_invalid', `${variable} is not valid: "${printable(text)}"`, {
    hint,
  });
}
