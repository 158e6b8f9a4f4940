import type { SystemKeychain } from '../../src/vault/system-keychain.ts';

/** A keychain in memory that remembers how often it was called. */
export function createFakeKeychain(): SystemKeychain & { readonly calls: string[] } {
  const items = new Map<string, string>();
  const calls: string[] = [];
  return {
    calls,
    get: async (account) => {
      calls.push(`get ${account}`);
      return items.get(account);
    },
    set: async (account, value) => {
      calls.push(`set ${account}`);
      items.set(account, value);
    },
    delete: async (account) => {
      calls.push(`delete ${account}`);
      return items.delete(account);
    },
  };
}
