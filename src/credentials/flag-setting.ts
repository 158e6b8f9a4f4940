import type { Setting } from '../../profiles/types.ts';

/** The setting of a flag that was given. */
export function fromFlag(flag: string, value: string | undefined): Setting<string> | undefined {
  return value === undefined ? undefined : { value, origin: { kind: 'flag', flag } };
}
