import type { LoadModule, SystemKeychain } from './system-keychain.ts';

/** What awsx uses of keytar 7; not `findCredentials`, which can crash the process. */
interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

/**
 * The same stores through keytar. It takes a value for text that ends at the first NUL, so values
 * are kept as JSON strings.
 *
 * @throws the loader's error when it is not installed
 */
export function openKeytar(loadModule: LoadModule, service: string): SystemKeychain {
  const keytar = loadModule('keytar') as Keytar;
  return {
    get: async (account) => {
      const text = await keytar.getPassword(service, account);
      return text === null ? undefined : parseValue(text);
    },
    set: (account, value) => keytar.setPassword(service, account, JSON.stringify(value)),
    delete: (account) => keytar.deletePassword(service, account),
  };
}

/** What another program wrote is given back as it is. */
function parseValue(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : text;
  } catch {
    return text;
  }
}
