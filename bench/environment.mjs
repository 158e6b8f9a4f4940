import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const script = fileURLToPath(new URL('../dist/awsx.cjs', import.meta.url));

/** The built program. */
export const awsx = [process.execPath, script];

/** The least that Node starts as. */
export const bareNode = [process.execPath, '-e', '0'];

/**
 * Nothing of the person's own settings. NODE_EXTRA_CA_CERTS above all is left out: Node 20 needs
 * 80 ms more with it.
 */
export function cleanEnvironment() {
  return { PATH: process.env.PATH, HOME: process.env.HOME };
}
