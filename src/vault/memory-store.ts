import type { BackendName, SecretStore } from '../ports.ts';
import type { Secret } from '../secret.ts';

/** A store that forgets everything when the process ends, for tests. */
export function createMemoryStore(name: BackendName = 'memory'): SecretStore {
  const items = new Map<string, Secret>();
  return {
    name,
    get: async (key) => items.get(key),
    set: async (key, value) => {
      items.set(key, value);
    },
    delete: async (key) => items.delete(key),
  };
}
