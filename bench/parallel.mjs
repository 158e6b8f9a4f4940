/** Many programs that want the same cached credentials at once, as `terraform` starts them. */
import { spawn } from 'node:child_process';
import { awsx, bareNode } from './environment.mjs';
import { measurePairs } from './measure.mjs';

const AT_ONCE = 50;

export async function measureParallel({ fileHome: { env }, pairs }) {
  const command = [...awsx, 'credential-process', 'readonly'];
  const times = await measurePairs({
    pairs: Math.min(pairs, 7),
    subject: () => timeTogether(command, env),
    baseline: () => timeTogether(bareNode, env),
  });
  return [
    {
      what: `${AT_ONCE} cached credential-process at once, file identity`,
      against: `${AT_ONCE} node -e 0 at once`,
      ...times,
    },
  ];
}

/** Milliseconds until the last of them has ended. */
async function timeTogether([file, ...args], env) {
  const start = performance.now();
  const statuses = await Promise.all(Array.from({ length: AT_ONCE }, () => end(file, args, env)));
  if (statuses.some((status) => status !== 0)) throw new Error(`one of ${AT_ONCE} failed`);
  return performance.now() - start;
}

function end(file, args, env) {
  const child = spawn(file, args, { env, stdio: 'ignore' });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}
