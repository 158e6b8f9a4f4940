import { posix, win32 } from 'node:path';
import type { Environment } from './ports.ts';

/**
 * The variables of a running sandbox. The folder's name tells awsx that it is inside one and
 * where its state, cache and runtime files go.
 */
export const SANDBOX_FOLDER_VARIABLE = 'AWSX_SANDBOX';
/** The sandbox's own address: what AWS_ENDPOINT_URL says may have been changed since. */
export const SANDBOX_ENDPOINT_VARIABLE = 'AWSX_SANDBOX_ENDPOINT';
/** Base32, for `awsx sandbox code` and for tests that make codes themselves. */
export const SANDBOX_MFA_SECRET_VARIABLE = 'AWSX_SANDBOX_MFA_SECRET';
/** Where the sandbox writes its request log; set by whoever starts it. */
export const SANDBOX_LOG_VARIABLE = 'AWSX_SANDBOX_LOG';
/** How many accounts and roles the sandbox's portal shows; set by whoever starts it. */
export const SANDBOX_PORTAL_SIZE_VARIABLE = 'AWSX_SANDBOX_SSO_ACCOUNTS';
/** Every which call the sandbox's portal throttles; set by whoever starts it. */
export const SANDBOX_PORTAL_THROTTLE_VARIABLE = 'AWSX_SANDBOX_SSO_THROTTLE';

/** The sandbox's folder; undefined outside. A value that is no absolute path counts as none. */
export function sandboxFolder(env: Environment): string | undefined {
  const folder = env[SANDBOX_FOLDER_VARIABLE];
  if (folder === undefined) return undefined;
  return posix.isAbsolute(folder) || win32.isAbsolute(folder) ? folder : undefined;
}

/** Whether awsx was started inside a sandbox, where it refuses other backends and endpoints. */
export function insideSandbox(env: Environment): boolean {
  return sandboxFolder(env) !== undefined;
}

export interface SandboxLayout {
  readonly folder: string;
  /** The shared config file. */
  readonly config: string;
  /** The shared credentials file, empty. */
  readonly credentials: string;
  readonly state: string;
  readonly cache: string;
  readonly run: string;
  /** First in PATH, with `awsx` in it. */
  readonly bin: string;
  /** The age identity that opens the sandbox's vault. */
  readonly identity: string;
  /** Start-up files of the subshell. */
  readonly shell: string;
  /** For the profile `ci`. */
  readonly webIdentityToken: string;
  /** What a container would send as `Authorization`. */
  readonly containerToken: string;
}

/** Where everything lies in a sandbox's folder. */
export function layoutSandbox(folder: string, platform: NodeJS.Platform): SandboxLayout {
  const { join } = platform === 'win32' ? win32 : posix;
  return {
    folder,
    config: join(folder, 'config'),
    credentials: join(folder, 'credentials'),
    state: join(folder, 'state'),
    cache: join(folder, 'cache'),
    run: join(folder, 'run'),
    bin: join(folder, 'bin'),
    identity: join(folder, 'identity.txt'),
    shell: join(folder, 'shell'),
    webIdentityToken: join(folder, 'web-identity-token'),
    containerToken: join(folder, 'container-token'),
  };
}
