import { readFileSync } from 'node:fs';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';
import { AwsxError } from '../errors.ts';
import type { Environment } from '../ports.ts';

const CONNECTION_TIMEOUT_MILLISECONDS = 5_000;
/** STS answers within a second; what takes this long will not come. */
export const REQUEST_TIMEOUT_SECONDS = 10;

/** Where requests go and what the environment says about the way there. */
export interface RequestHandlerOptions {
  readonly endpointUrl: string;
  readonly env: Environment;
  /** For many calls: connections stay open between them. */
  readonly keepAlive?: boolean;
}

/**
 * The HTTP side of one AWS client: `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY` and `AWS_CA_BUNDLE` as
 * AWS's tools read them, and time-outs so that a silent server ends in an error.
 *
 * @throws AwsxError `setting_invalid` when the proxy's address or the CA bundle cannot be used.
 */
export function createRequestHandler(options: RequestHandlerOptions): NodeHttpHandler {
  const { keepAlive = false } = options;
  const url = new URL(options.endpointUrl);
  const tls = readTrustedCertificates(url, options.env);
  const proxy = isLoopback(url) ? '' : getProxyForUrl(url);
  return new NodeHttpHandler({
    connectionTimeout: CONNECTION_TIMEOUT_MILLISECONDS,
    requestTimeout: REQUEST_TIMEOUT_SECONDS * 1000,
    throwOnRequestTimeout: true,
    httpAgent: new HttpAgent({ keepAlive }),
    httpsAgent:
      proxy === ''
        ? new HttpsAgent({ ...tls, keepAlive })
        : createProxyAgent(proxy, { ...tls, keepAlive }),
  });
}

/** A proxy cannot reach this machine's loopback, so a local endpoint never goes through one. */
function isLoopback(url: URL): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
}

interface ProxyAgentOptions {
  readonly ca?: Buffer;
  readonly keepAlive: boolean;
}

function createProxyAgent(proxy: string, options: ProxyAgentOptions): HttpsAgent {
  try {
    const agent = new HttpsProxyAgent(proxy, options);
    // Its constructor takes them for the way to the proxy; these are for the tunnel through it.
    Object.assign(agent.options, options.ca === undefined ? {} : { ca: options.ca });
    return agent as unknown as HttpsAgent;
  } catch (cause) {
    throw new AwsxError('setting_invalid', 'the proxy address in HTTPS_PROXY is not a URL', {
      hint: 'write it as http://host:port',
      cause,
    });
  }
}

function readTrustedCertificates(url: URL, env: Environment): { ca?: Buffer } {
  const bundle = env['AWS_CA_BUNDLE'];
  if (url.protocol !== 'https:' || bundle === undefined || bundle === '') return {};
  try {
    return { ca: readFileSync(bundle) };
  } catch (cause) {
    throw new AwsxError('setting_invalid', `cannot read AWS_CA_BUNDLE ${bundle}`, {
      hint: 'point it at a PEM file, or unset it',
      cause,
    });
  }
}
