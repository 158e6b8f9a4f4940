import type { Credentials } from '../credentials/types.ts';
import {
  createCredentialVariables,
  createProfileVariables,
  type Variable,
} from '../exec/credential-variables.ts';
import { keyVariables, profileVariables } from '../exec/removed-variables.ts';

export interface ExportInput {
  readonly profile: string;
  readonly credentials: Credentials;
  readonly region?: string | undefined;
}

/** What a shell does to have these credentials and no others. */
export interface Assignments {
  /**
   * Left from an earlier session, such as a token beside a base credential, or chosen by SDKs
   * before keys, as AWS_PROFILE is by the one for JavaScript.
   */
  readonly unset: readonly string[];
  readonly set: readonly Variable[];
}

export function createAssignments({ profile, credentials, region }: ExportInput): Assignments {
  const set = [
    ...createCredentialVariables(credentials, region),
    ...createProfileVariables(profile),
  ];
  const names = new Set<string>(set.map(([name]) => name));
  const unset = [...keyVariables, ...profileVariables].filter((name) => !names.has(name));
  return { unset, set };
}
