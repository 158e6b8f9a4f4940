import { resolveChain } from '../../profiles/chain.ts';
import type { Chain } from '../../profiles/chain-types.ts';
import { readConfig } from './read-config.ts';

export interface ChainCase {
  /** The profiles with a base credential in the vault. */
  readonly vault?: readonly string[];
  readonly credentials?: string;
  /** AWS_ROLE_ARN. */
  readonly roleArn?: string;
}

/** The keys of an account, as lines of a profile. */
export const keys = 'aws_access_key_id = AKIA\naws_secret_access_key = secret\n';
/** A role, as a line of a profile. */
export const role = 'role_arn = arn:aws:iam::123456789012:role/r\n';

/** The chain of a profile in a config file with this text. */
export function chainOf(config: string, name: string, options: ChainCase = {}): Chain {
  const { vault = [], credentials = '', roleArn } = options;
  return resolveChain(readConfig(config, credentials), name, {
    hasBaseCredential: (profile) => vault.includes(profile),
    ...(roleArn && {
      roleArn: {
        value: roleArn,
        origin: { kind: 'environment' as const, variable: 'AWS_ROLE_ARN' },
      },
    }),
  });
}
