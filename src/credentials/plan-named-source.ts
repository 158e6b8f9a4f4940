import type { NamedSource } from '../../profiles/chain-types.ts';
import { dropUndefined } from '../drop-undefined.ts';
import type { Environment } from '../ports.ts';
import { resolveContainerAddress, resolveInstanceAddress } from './metadata-address.ts';
import { fromEnvironment } from './plan-options.ts';
import type { PlanScope } from './plan-scope.ts';
import type { CredentialSourceStep } from './types.ts';

type Details = Pick<CredentialSourceStep, 'accessKeyId' | 'isLongLived' | 'address'>;

/** What tells the credentials of one `credential_source` from those of another. */
export function describeNamedSource({ source, profile }: NamedSource, { env }: PlanScope): Details {
  switch (source.value) {
    case 'Environment':
      return describeKeys(env);
    case 'EcsContainer':
      return dropUndefined({ address: resolveContainerAddress(env) });
    case 'Ec2InstanceMetadata':
      return { address: resolveInstanceAddress(profile, env) };
  }
}

function describeKeys(env: Environment): Details {
  const accessKeyId = fromEnvironment('AWS_ACCESS_KEY_ID', env)?.value;
  const sessionToken = fromEnvironment('AWS_SESSION_TOKEN', env);
  return accessKeyId === undefined ? {} : { accessKeyId, isLongLived: sessionToken === undefined };
}
