import * as fs from 'node:fs';
import type { FileSystem } from '../src/ports.ts';

export interface FaultyFileSystem {
  readonly fileSystem: FileSystem;
  /** The names of the calls made so far, the failed one included. */
  readonly calls: readonly string[];
}

/**
 * The real file system, except that call number `failingCall` (the first is 1) fails with a
 * system error, as a full disk or a lost mount would have it.
 */
export function createFaultyFileSystem(failingCall: number, code = 'ENOSPC'): FaultyFileSystem {
  const calls: string[] = [];
  const fileSystem = new Proxy(fs, {
    get(target, name, receiver) {
      const real: unknown = Reflect.get(target, name, receiver);
      if (typeof real !== 'function') return real;
      return (...args: readonly unknown[]): unknown => {
        calls.push(String(name));
        if (calls.length === failingCall) {
          throw Object.assign(new Error(`${code}: injected at ${String(name)}`), { code });
        }
        return Reflect.apply(real, target, args);
      };
    },
  });
  return { fileSystem, calls };
}
