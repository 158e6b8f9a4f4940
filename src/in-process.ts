import { AwsxError } from './errors.ts';
import type { Environment } from './ports.ts';
import { printable } from './printable.ts';

/** The profiles whose plans are being run further up, as a JSON list of names. */
const VARIABLE = 'AWSX_IN_PROCESS';

/**
 * The environment for programs that a run starts for itself (`mfa_process`, `credential_process`). A profile in it that
 * is under way already has asked for itself: it would wait for its own lock.
 *
 * @throws AwsxError `profile_cycle` naming the loop
 */
export function enterProfiles(env: Environment, profiles: readonly string[]): Environment {
  const underWay = parseNames(env[VARIABLE]);
  const again = profiles.find((profile) => underWay.includes(profile));
  if (again === undefined) {
    const names = [...new Set([...underWay, ...profiles])];
    return { ...env, [VARIABLE]: JSON.stringify(names) };
  }
  const loop = [...underWay.slice(underWay.indexOf(again)), again].map(printable).join(' → ');
  throw new AwsxError(
    'profile_cycle',
    `a process of the config asks for itself through awsx: ${loop}`,
    {
      hint: 'a process must do its work without the profile that it is for',
    },
  );
}

/** A value that is none of ours names nothing. */
function parseNames(text = '[]'): readonly string[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
  } catch {
    return [];
  }
}
