import { isSandbox } from '../credentials/endpoint-trust.ts';
import { AwsxError } from '../errors.ts';
import type { Environment } from '../ports.ts';
import { insideSandbox, SANDBOX_ENDPOINT_VARIABLE } from '../sandbox-environment.ts';
import type { ConsoleHosts } from './console-hosts.ts';

const PATH = '/federation';

/**
 * Where credentials are traded for a sign-in token. They are the request's content, so that they
 * go to AWS's own host alone, whatever endpoint is configured; inside the sandbox to the sandbox.
 *
 * @throws AwsxError `endpoint_refused`
 */
export function resolveFederationUrl({ signIn }: ConsoleHosts, env: Environment): string {
  if (insideSandbox(env)) return `${sandboxOrigin(env)}${PATH}`;
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    throw new AwsxError(
      'endpoint_refused',
      `endpoint https://${signIn} cannot be proven genuine while NODE_TLS_REJECT_UNAUTHORIZED=0 is set`,
      {
        hint: 'unset NODE_TLS_REJECT_UNAUTHORIZED; AWS_CA_BUNDLE names a certificate of your own',
      },
    );
  }
  return `https://${signIn}${PATH}`;
}

function sandboxOrigin(env: Environment): string {
  const text = env[SANDBOX_ENDPOINT_VARIABLE] ?? '';
  if (URL.canParse(text) && isSandbox(new URL(text), env)) return new URL(text).origin;
  throw new AwsxError('endpoint_refused', 'the address of the sandbox is not known', {
    hint: 'leave this shell and start the sandbox anew',
  });
}
