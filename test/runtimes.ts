/**
 * How tests of `exec` run awsx: with the Node here and with the one that AWSX_TEST_NODE24 names,
 * waiting for the command and, where that Node can, becoming it.
 */
import { needs } from './requirements.ts';

export interface Runtime {
  readonly name: string;
  /** Path of the node program. */
  readonly node: string;
  /** It can become another program. */
  readonly canReplace: boolean;
  readonly isMissing: boolean;
}

/** One way to run a command, by a name for `describe`. */
export interface Way extends Runtime {
  readonly mayReplace: boolean;
}

const other = process.env['AWSX_TEST_NODE24'] ?? 'AWSX_TEST_NODE24';
const here: Runtime = {
  name: `Node ${process.versions.node}`,
  node: process.execPath,
  canReplace: 'execve' in process,
  isMissing: false,
};

/** The oldest kind and the newest kind of Node, as far as they are here. */
export const runtimes: readonly Runtime[] = here.canReplace
  ? [here]
  : [here, { name: 'Node 24', node: other, canReplace: true, isMissing: needs(other) }];

export const ways: readonly Way[] = runtimes.flatMap((runtime) => {
  const waiting = { ...runtime, name: `${runtime.name}, waiting`, mayReplace: false };
  const replacing = { ...runtime, name: `${runtime.name}, replaced`, mayReplace: true };
  return runtime.canReplace ? [waiting, replacing] : [waiting];
});
