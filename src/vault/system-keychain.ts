/**
 * A keychain of the operating system, one service's items of it. Its calls may wait for a person
 * who is asked to unlock it, for ever if nobody answers.
 */
export interface SystemKeychain {
  /** Undefined when there is no such item. */
  get(account: string): Promise<string | undefined>;
  set(account: string, value: string): Promise<void>;
  /** True when there was such an item. */
  delete(account: string): Promise<boolean>;
}

export type KeychainLibrary = 'keyring' | 'keytar';

/** `require`, from where awsx is installed. An ESM `import` of a native module takes 50 ms more. */
export type LoadModule = (name: string) => unknown;
