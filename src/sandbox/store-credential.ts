import type { BaseCredential } from '../credentials/types.ts';
import type { Context, Environment, SingleFlight } from '../ports.ts';
import type { SandboxLayout } from '../sandbox-environment.ts';
import { createFileStore } from '../vault/file-store.ts';
import { openVault } from '../vault/open-vault.ts';

export interface CredentialToStore {
  readonly layout: SandboxLayout;
  /** The sandbox's environment, which names the vault's backend and identity. */
  readonly env: Environment;
  readonly profile: string;
  readonly credential: BaseCredential;
}

/** Nobody else knows the sandbox's folder yet, so there is nobody to take turns with. */
const alone: SingleFlight = {
  enter: async () => ({ role: 'leader', leave: async () => {} }),
};

/** Puts a base credential into the sandbox's vault. Throws what the vault throws. */
export async function storeCredential(
  context: Context,
  { layout, env, profile, credential }: CredentialToStore,
): Promise<void> {
  const inside: Context = {
    ...context,
    env,
    folders: { state: layout.state, cache: layout.cache, runtime: layout.run },
    openStore: async () => createFileStore({ ...inside, folder: `${layout.state}/vault` }),
    openSingleFlight: async () => alone,
  };
  const vault = await openVault(inside, {});
  await vault.setBaseCredential(profile, credential);
}
