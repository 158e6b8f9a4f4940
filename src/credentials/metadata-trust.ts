import type { Setting } from '../../profiles/types.ts';
import { AwsxError } from '../errors.ts';
import type { Environment } from '../ports.ts';
import { printable } from '../printable.ts';
import { insideSandbox } from '../sandbox-environment.ts';
import { isLoopback, isSandbox } from './endpoint-trust.ts';
import { describeOrigin } from './plan-origin.ts';

export interface MetadataTrust {
  readonly env: Environment;
  /** Hosts beside this machine that are asked over plain http, as a URL has them. */
  readonly httpHosts: readonly (string | RegExp)[];
}

/**
 * Refuses an address that credentials must not be taken from, by the rules of AWS's SDKs: https,
 * or plain http to this machine and to the link-local addresses of AWS. Inside the sandbox only
 * the sandbox.
 *
 * @throws AwsxError `endpoint_refused`, with what is wrong and where the address comes from
 */
export function checkMetadataAddress(address: Setting<string>, trust: MetadataTrust): void {
  const url = URL.canParse(address.value) ? new URL(address.value) : undefined;
  const problem = url === undefined ? 'is not a URL' : findProblem(url, trust);
  if (problem === undefined) return;
  throw new AwsxError(
    'endpoint_refused',
    `address ${printable(address.value)} (${describeOrigin(address.origin)}) ${problem}`,
    { hint: 'credentials are taken from https addresses and from this machine only' },
  );
}

function findProblem(url: URL, { env, httpHosts }: MetadataTrust): string | undefined {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'is neither https nor http';
  if (url.username !== '' || url.password !== '') return 'carries a user name';
  if (insideSandbox(env)) return isSandbox(url, env) ? undefined : 'is not the sandbox';
  if (isLoopback(url)) return undefined;
  if (url.protocol === 'https:') {
    return env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0'
      ? 'cannot be proven genuine while NODE_TLS_REJECT_UNAUTHORIZED=0 is set'
      : undefined;
  }
  const isKnown = httpHosts.some((host) =>
    typeof host === 'string' ? host === url.hostname : host.test(url.hostname),
  );
  return isKnown ? undefined : 'is plain http to another machine';
}
