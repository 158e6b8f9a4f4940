import { canonicalName } from '../exec/variable-names.ts';
import type { Environment } from '../ports.ts';
import {
  SANDBOX_ENDPOINT_VARIABLE,
  SANDBOX_FOLDER_VARIABLE,
  SANDBOX_LOG_VARIABLE,
  SANDBOX_MFA_SECRET_VARIABLE,
  type SandboxLayout,
} from '../sandbox-environment.ts';
import type { Secret } from '../secret.ts';

export interface SandboxEnvironmentOptions {
  /** What awsx itself was started with. */
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  readonly layout: SandboxLayout;
  readonly url: string;
  readonly mfaSecret: Secret;
  /** Absolute. */
  readonly logFile?: string;
}

const PROXY_VARIABLES = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'];
const LOOPBACK = '127.0.0.1,localhost';

/**
 * The environment of everything inside the sandbox: no variable of AWS's or awsx's is inherited,
 * and what is set leads to the sandbox and nowhere else.
 */
export function createSandboxEnvironment(options: SandboxEnvironmentOptions): Environment {
  const { platform, layout, url, logFile } = options;
  const inherited = Object.fromEntries(
    Object.entries(options.env).filter(([name]) => !/^AWSX?_/.test(canonicalName(name, platform))),
  );
  return {
    ...bypassProxies(prependPath(inherited, options), platform),
    AWS_CONFIG_FILE: layout.config,
    AWS_SHARED_CREDENTIALS_FILE: layout.credentials,
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false',
    AWSX_BACKEND: 'file',
    AWSX_FILE_IDENTITY: layout.identity,
    [SANDBOX_FOLDER_VARIABLE]: layout.folder,
    [SANDBOX_ENDPOINT_VARIABLE]: url,
    [SANDBOX_MFA_SECRET_VARIABLE]: options.mfaSecret.reveal(),
    ...(logFile === undefined ? {} : { [SANDBOX_LOG_VARIABLE]: logFile }),
  };
}

function prependPath(
  env: Environment,
  { platform, layout }: SandboxEnvironmentOptions,
): Environment {
  const name = Object.keys(env).find((key) => canonicalName(key, platform) === 'PATH') ?? 'PATH';
  const former = env[name];
  const separator = platform === 'win32' ? ';' : ':';
  return { ...env, [name]: former ? `${layout.bin}${separator}${former}` : layout.bin };
}

/** Without this a client would ask its proxy for the sandbox, which the proxy cannot see. */
function bypassProxies(env: Environment, platform: NodeJS.Platform): Environment {
  const hasProxy = Object.entries(env).some(
    ([name, value]) => value && PROXY_VARIABLES.includes(name.toUpperCase()),
  );
  if (!hasProxy) return env;
  const former = env['no_proxy'] || env['NO_PROXY'];
  const bypass = former ? `${former},${LOOPBACK}` : LOOPBACK;
  if (platform === 'win32') return { ...env, NO_PROXY: bypass };
  return { ...env, NO_PROXY: bypass, no_proxy: bypass };
}
