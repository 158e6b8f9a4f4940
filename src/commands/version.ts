import packageJson from '../../package.json' with { type: 'json' };
import type { Context } from '../ports.ts';
import type { Invocation } from './invocation.ts';

/** Prints the version alone on stdout, for scripts. */
export async function run(_invocation: Invocation, context: Context): Promise<number> {
  context.stdout.write(`${packageJson.version}\n`);
  return 0;
}
