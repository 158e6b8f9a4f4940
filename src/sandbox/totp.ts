import { generateSync } from 'otplib/functional';
import type { Secret } from '../secret.ts';

export const TIME_STEP_SECONDS = 30;

/** The number of the time step that a moment lies in (RFC 6238 section 4.2, T0 = 0). */
export function getTimeStep(now: Date): number {
  return Math.floor(now.getTime() / 1000 / TIME_STEP_SECONDS);
}

/** The six-digit code of a time step: RFC 6238 with SHA-1, as AWS's virtual devices use it. */
export function createCode(secret: Secret, timeStep: number): string {
  return generateSync({
    strategy: 'totp',
    secret: secret.reveal(),
    epoch: timeStep * TIME_STEP_SECONDS,
    period: TIME_STEP_SECONDS,
    digits: 6,
    algorithm: 'sha1',
  });
}

/** Seconds until the code of this moment is followed by the next, 1 to 30. */
export function getSecondsLeft(now: Date): number {
  return TIME_STEP_SECONDS - (Math.floor(now.getTime() / 1000) % TIME_STEP_SECONDS);
}
