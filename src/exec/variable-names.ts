import type { Environment } from '../ports.ts';

/**
 * The form of a variable's name in which two names are equal when the system takes them for the
 * same variable: Windows ignores case.
 */
export function canonicalName(name: string, platform: NodeJS.Platform): string {
  return platform === 'win32' ? name.toUpperCase() : name;
}

/** The value of a variable whose name is given in upper case; undefined when unset. */
export function findVariable(
  env: Environment,
  name: string,
  platform: NodeJS.Platform,
): string | undefined {
  if (platform !== 'win32') return env[name];
  const found = Object.keys(env).find((key) => canonicalName(key, platform) === name);
  return found === undefined ? undefined : env[found];
}
