import type { Setting } from '../../profiles/types.ts';
import { partitionOfArn, partitionOfRegion } from '../credentials/partition.ts';
import { describeOrigin } from '../credentials/plan-origin.ts';
import type { Plan } from '../credentials/types.ts';
import { dropUndefined } from '../drop-undefined.ts';
import { AwsxError } from '../errors.ts';
import { resolveConsoleHosts } from '../login/console-hosts.ts';
import { resolveFederationUrl } from '../login/federation-endpoint.ts';
import { createDestination, createSignInUrl } from '../login/sign-in-url.ts';
import type { Context } from '../ports.ts';
import { printable } from '../printable.ts';
import type { Secret } from '../secret.ts';
import type { ConsoleSession } from './console-session.ts';

export interface ConsoleUrlRequest {
  readonly session: ConsoleSession;
  readonly plan: Plan;
  /** The page to show. */
  readonly path: string | undefined;
  readonly context: Pick<Context, 'env' | 'openConsoleSignIn'>;
}

/**
 * The address that signs a browser in. The credentials are sent to the partition's own host.
 *
 * @throws AwsxError `setting_conflict`, `not_supported`, `endpoint_refused`, and as
 *   `getSignInToken` does
 */
export async function getConsoleUrl(request: ConsoleUrlRequest): Promise<Secret> {
  const { session, plan, path, context } = request;
  const { region } = plan;
  const partition = findPartition(session, plan);
  if (region !== undefined) checkRegion(region, partition);
  const hosts = resolveConsoleHosts(partition);
  const federationUrl = resolveFederationUrl(hosts, context.env);
  const { getSignInToken } = await context.openConsoleSignIn();
  const signInToken = await getSignInToken({
    federationUrl,
    credentials: session.credentials,
    ...dropUndefined({ sessionDurationSeconds: session.seconds }),
  });
  const destination = createDestination({
    host: hosts.console,
    ...dropUndefined({ region: region?.value, path }),
  });
  return createSignInUrl({ federationUrl, destination, signInToken });
}

/** The name in the ARN where there is one: a region may be missing, or of somewhere else. */
function findPartition({ arn }: ConsoleSession, { steps, region }: Plan): string {
  if (arn !== undefined) return partitionOfArn(arn)?.name ?? arn.split(':')[1] ?? '';
  const [source] = steps;
  const place = source.kind === 'sso' ? source.ssoRegion : region;
  return partitionOfRegion(place?.value ?? '').name;
}

function checkRegion({ value, origin }: Setting<string>, partition: string): void {
  if (partitionOfRegion(value).name === partition) return;
  throw new AwsxError(
    'setting_conflict',
    `region ${printable(value)} (${describeOrigin(origin)}) is not of the partition ${printable(partition)}, whose console would be opened`,
    { hint: 'name one of its regions with --region' },
  );
}
