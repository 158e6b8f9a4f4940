import type { Setting } from '../../profiles/types.ts';
import { AwsxError } from '../errors.ts';
import type { Environment } from '../ports.ts';
import { printable } from '../printable.ts';
import { insideSandbox, SANDBOX_ENDPOINT_VARIABLE } from '../sandbox-environment.ts';
import { partitions } from './partition.ts';
import { describeOrigin } from './plan-origin.ts';
import type { Endpoint } from './types.ts';

export interface EndpointTrustOptions {
  readonly env: Environment;
  /** `--insecure-endpoint`: accept a foreign https host that the environment names. */
  readonly insecureEndpointAllowed: boolean;
  /** The request carries a token that whoever gets it can use: for AWS's hosts alone. */
  readonly carriesToken?: boolean;
}

/**
 * Refuses an endpoint that a signed request must not be sent to. Allowed are AWS's own hosts,
 * loopback (over http as well), and any other https host when the shared config names it, or when
 * the environment does and `--insecure-endpoint` agrees. A request with a bearer token goes to AWS's
 * own hosts alone. Inside the sandbox only the sandbox.
 *
 * @throws AwsxError `endpoint_refused`, with what is wrong and where the address comes from
 */
export function checkEndpoint(endpoint: Endpoint, options: EndpointTrustOptions): void {
  const url = parseEndpointUrl(endpoint);
  const problem = insideSandbox(options.env)
    ? problemInSandbox(url, options.env)
    : problemOutside(url, endpoint.configured, options);
  if (problem !== undefined) throw refused(endpoint, problem.reason, problem.hint);
}

/** The services that awsx sends signed requests to, as their hosts name them. */
const SERVICES: readonly (string | undefined)[] = ['sts', 'sts-fips', 'iam', 'iam-fips'];

/**
 * True for hosts that only AWS's own STS and IAM can answer at, over https on the usual port.
 * A suffix is not enough: buckets, instances and gateways of any customer are named
 * `….amazonaws.com` too.
 */
export function isAwsHost(url: URL): boolean {
  if (url.protocol !== 'https:' || url.port !== '') return false;
  return partitions
    .flatMap(({ dnsSuffix, dualStackDnsSuffix }) => [`.${dnsSuffix}`, `.${dualStackDnsSuffix}`])
    .filter((suffix) => url.hostname.endsWith(suffix))
    .some((suffix) => isServicePrefix(url.hostname.slice(0, -suffix.length).split('.')));
}

/** Of AWS's naming, and no `s3` or `s3-us-west-2`: those are hosts of a bucket called `sts`. */
const REGION_LABEL = /^[a-z]{2,4}(-[a-z]+)+-\d+$|^us-gov$/;

/** `sts`, `sts.REGION`, or the private endpoint `vpce-ID.sts.REGION.vpce`. */
function isServicePrefix(labels: readonly string[]): boolean {
  const [last] = labels.slice(-1);
  const isPrivate = labels.length === 4 && last === 'vpce' && labels[0]?.startsWith('vpce-');
  const [service, region, ...rest] = isPrivate === true ? labels.slice(1, 3) : labels;
  if (!SERVICES.includes(service) || rest.length > 0) return false;
  return region === undefined || REGION_LABEL.test(region);
}

/** True for this machine itself: 127.0.0.0/8, `[::1]` and `localhost`. */
export function isLoopback(url: URL): boolean {
  if (url.hostname === 'localhost' || url.hostname === '[::1]') return true;
  // The parser writes every spelling of an IPv4 address (decimal, octal, short) in four parts.
  return /^127\.\d+\.\d+\.\d+$/.test(url.hostname);
}

interface Problem {
  readonly reason: string;
  readonly hint?: string;
}

function parseEndpointUrl(endpoint: Endpoint): URL {
  const url = URL.canParse(endpoint.url) ? new URL(endpoint.url) : undefined;
  if (url === undefined) throw refused(endpoint, 'is not a URL');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw refused(endpoint, 'is neither https nor http');
  }
  if (url.username !== '' || url.password !== '') {
    throw refused(endpoint, `carries a user name; its host is ${printable(url.hostname)}`);
  }
  if (url.search !== '' || url.hash !== '') throw refused(endpoint, 'carries a query or fragment');
  return url;
}

function problemOutside(
  url: URL,
  configured: Setting<string> | undefined,
  { env, insecureEndpointAllowed, carriesToken = false }: EndpointTrustOptions,
): Problem | undefined {
  if (carriesToken && !isAwsHost(url)) {
    return {
      reason: 'is not an AWS host, and would get a web identity token',
      hint: 'leave the address to AWS; unlike a signature, a token works for whoever has it',
    };
  }
  if (isLoopback(url)) return undefined;
  if (url.protocol === 'http:') {
    return { reason: 'is plain http to another machine', hint: 'use https' };
  }
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    return {
      reason: 'cannot be proven genuine while NODE_TLS_REJECT_UNAUTHORIZED=0 is set',
      hint: 'unset NODE_TLS_REJECT_UNAUTHORIZED; AWS_CA_BUNDLE names a certificate of your own',
    };
  }
  if (isAwsHost(url) || configured === undefined) return undefined;
  if (configured.origin.kind === 'environment' && !insecureEndpointAllowed) {
    return {
      reason: 'is not an AWS host',
      hint: 'pass --insecure-endpoint if you trust that host, or write endpoint_url in the profile',
    };
  }
  return undefined;
}

/** True for the address of the sandbox that awsx was started in. */
export function isSandbox(url: URL, env: Environment): boolean {
  const sandbox = env[SANDBOX_ENDPOINT_VARIABLE] ?? '';
  return URL.canParse(sandbox) && isLoopback(url) && new URL(sandbox).origin === url.origin;
}

function problemInSandbox(url: URL, env: Environment): Problem | undefined {
  if (isSandbox(url, env)) return undefined;
  return { reason: 'is not the sandbox', hint: 'leave the sandbox to reach another endpoint' };
}

function refused(endpoint: Endpoint, reason: string, hint?: string): AwsxError {
  const from =
    endpoint.configured === undefined ? '' : ` (${describeOrigin(endpoint.configured.origin)})`;
  return new AwsxError(
    'endpoint_refused',
    `endpoint ${printable(hideUserName(endpoint.url))}${from} ${reason}`,
    hint === undefined ? {} : { hint },
  );
}

/** Who writes a user name into an address often writes a password too. */
function hideUserName(url: string): string {
  const end = url.lastIndexOf('@');
  return end < 0 ? url : `…${url.slice(end)}`;
}
