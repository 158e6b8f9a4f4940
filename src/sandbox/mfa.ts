import { accessDenied } from './service-error.ts';
import type { User } from './state.ts';
import { createCode, getTimeStep } from './totp.ts';
import type { World } from './world.ts';

export interface MfaParameters {
  readonly serialNumber: string | undefined;
  readonly tokenCode: string | undefined;
}

/**
 * Checks the MFA parameters of GetSessionToken and AssumeRole and uses the code up. Answers
 * whether MFA was proven: false when neither parameter was sent. The code of the current and of
 * the previous time step are taken, each once per device over all calls (RFC 6238 section 5.2).
 * Throws AccessDenied with AWS's text for each case.
 */
export function checkMfa(world: World, user: User | undefined, mfa: MfaParameters): boolean {
  const { serialNumber, tokenCode } = mfa;
  if (serialNumber === undefined && tokenCode === undefined) return false;
  if (serialNumber === undefined || tokenCode === undefined) {
    throw mfaFailed(', must provide both MFA serial number and one time pass code.');
  }
  const device = world.state.mfaDevices.get(serialNumber);
  if (device === undefined || device.user !== user) {
    throw mfaFailed(
      ', unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    );
  }
  const current = getTimeStep(world.clock.now());
  const matching = [current, current - 1].find(
    (timeStep) =>
      !device.usedTimeSteps.has(timeStep) && createCode(device.secret, timeStep) === tokenCode,
  );
  if (matching === undefined) throw mfaFailed(' with invalid MFA one time pass code.');
  device.usedTimeSteps.add(matching);
  return true;
}

function mfaFailed(ending: string): Error {
  return accessDenied(`MultiFactorAuthentication failed${ending}`);
}
