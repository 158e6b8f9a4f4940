import { posix, win32 } from 'node:path';
import type { Environment } from '../src/ports.ts';

/** What decides where the shared files are. */
export interface ConfigPathsInput {
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  /** What the system says, for when no variable does. */
  readonly homeDirectory?: string | undefined;
  /** Makes relative paths absolute. */
  readonly workingDirectory?: string;
}

/** Each is undefined when neither a variable nor a home folder tells where it is. */
export interface ConfigPaths {
  readonly configFile?: string;
  readonly credentialsFile?: string;
}

/**
 * Where the shared config and credentials files are, by AWS's rules
 * (docs.aws.amazon.com/sdkref/latest/guide/file-location.html): AWS_CONFIG_FILE and
 * AWS_SHARED_CREDENTIALS_FILE, else `.aws` in the home folder. `~` at the beginning of a variable
 * is the home folder; an empty variable counts as unset.
 */
export function resolveConfigPaths(input: ConfigPathsInput): ConfigPaths {
  const home = resolveHome(input);
  const configFile = resolveFile(input, home, { variable: 'AWS_CONFIG_FILE', name: 'config' });
  const credentialsFile = resolveFile(input, home, {
    variable: 'AWS_SHARED_CREDENTIALS_FILE',
    name: 'credentials',
  });
  return { ...(configFile && { configFile }), ...(credentialsFile && { credentialsFile }) };
}

/** The home folder as AWS's tools look for it. */
export function resolveHome({
  env,
  platform,
  homeDirectory,
}: ConfigPathsInput): string | undefined {
  if (env['HOME']) return env['HOME'];
  if (platform !== 'win32') return homeDirectory;
  const { USERPROFILE: userProfile, HOMEDRIVE: drive, HOMEPATH: path } = env;
  if (userProfile) return userProfile;
  return drive && path ? drive + path : homeDirectory;
}

function resolveFile(
  { env, platform, workingDirectory }: ConfigPathsInput,
  home: string | undefined,
  { variable, name }: { variable: string; name: string },
): string | undefined {
  const { join, resolve } = platform === 'win32' ? win32 : posix;
  const path = env[variable];
  if (!path) return home && join(home, '.aws', name);
  if (home && isBelowHome(path, platform)) return join(home, path.slice(1));
  return workingDirectory ? resolve(workingDirectory, path) : path;
}

function isBelowHome(path: string, platform: NodeJS.Platform): boolean {
  return path === '~' || path.startsWith('~/') || (platform === 'win32' && path.startsWith('~\\'));
}
