import { quoted } from '../../../profiles/describe.ts';
import type { SharedConfig } from '../../../profiles/types.ts';
import type { Context } from '../../ports.ts';
import { printable } from '../../printable.ts';
import { booleanFlag, type Invocation } from '../invocation.ts';

export interface EditReport {
  readonly names: readonly string[];
  /** Those of the names that there was nothing to do for. */
  readonly unchanged: readonly string[];
  readonly done: 'linked' | 'unlinked';
  /** What to say of a profile that stays as it is. */
  readonly stays: string;
}

/** Says on stderr what became of each profile; nothing with `--quiet`. */
export function reportEdit(
  { names, unchanged, done, stays }: EditReport,
  { invocation, context, config }: Reporting,
): void {
  if (booleanFlag(invocation, 'quiet')) return;
  const file = printable(config.configFile);
  const isDryRun = booleanFlag(invocation, 'dry-run');
  for (const name of new Set(names)) {
    const change = isDryRun ? `would be ${done}` : `is ${done}`;
    const what = unchanged.includes(name) ? stays : `${change} in ${file}`;
    context.stderr.write(`awsx: profile ${quoted(name)} ${what}\n`);
  }
}

export interface Reporting {
  readonly invocation: Invocation;
  readonly context: Context;
  readonly config: SharedConfig;
}
