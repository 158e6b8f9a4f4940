import type { Credentials } from '../credentials/types.ts';
import type { Environment } from '../ports.ts';
import { createCredentialVariables, createProfileVariables } from './credential-variables.ts';
import { isRemovedVariable } from './removed-variables.ts';
import { canonicalName } from './variable-names.ts';

export interface ChildEnvironmentInput {
  readonly parent: Environment;
  readonly credentials: Credentials;
  readonly profile: string;
  /** Absent when the plan knows none: then the parent's region variables stay. */
  readonly region?: string | undefined;
  readonly platform: NodeJS.Platform;
  /** The sandbox's commands keep what the sandbox itself put into their environment. */
  readonly insideSandbox: boolean;
}

/**
 * The environment of a command that runs with credentials: the parent's without every variable
 * of removed-variables.ts, and with the credentials, region and profile. Never AWS_PROFILE
 * beside keys: SDKs disagree on which of the two wins.
 */
export function createChildEnvironment(input: ChildEnvironmentInput): Record<string, string> {
  const variables = [
    ...createCredentialVariables(input.credentials, input.region),
    ...createProfileVariables(input.profile),
  ];
  const replaced = new Set(variables.map(([name]) => name));
  const inherited = Object.entries(input.parent).filter((entry): entry is [string, string] => {
    const name = canonicalName(entry[0], input.platform);
    const stays = !replaced.has(name) && !isRemovedVariable(name, input.insideSandbox);
    return stays && entry[1] !== undefined;
  });
  return Object.fromEntries([...inherited, ...variables]);
}
