/** Times processes in pairs: A B A B …, so that what else the machine does falls on both alike. */
import { spawnSync } from 'node:child_process';

/** Milliseconds from start to end of a process that must succeed. */
export function timeProcess({ command, env, cwd }) {
  const [file, ...args] = command;
  const start = performance.now();
  const { status, error } = spawnSync(file, args, { env, cwd, stdio: 'ignore' });
  const milliseconds = performance.now() - start;
  if (error) throw error;
  if (status !== 0) throw new Error(`ended with ${status}: ${command.join(' ')}`);
  return milliseconds;
}

/** Times both so many times, alternately, after one run of each that does not count. */
export async function measurePairs({ pairs, subject, baseline }) {
  const times = { subject: [], baseline: [] };
  for (let pair = -1; pair < pairs; pair += 1) {
    const subjectTime = await takeTime(subject);
    const baselineTime = await takeTime(baseline);
    if (pair < 0) continue;
    times.subject.push(subjectTime);
    times.baseline.push(baselineTime);
  }
  return { subject: summarize(times.subject), baseline: summarize(times.baseline) };
}

/** A command, or a function that answers milliseconds; `before` runs untimed. */
async function takeTime(measured) {
  if (typeof measured === 'function') return await measured();
  measured.before?.();
  return timeProcess(measured);
}

export function summarize(times) {
  const sorted = [...times].sort((one, other) => one - other);
  const quantile = (part) => sorted[Math.round(part * (sorted.length - 1))];
  const median = quantile(0.5);
  const spread = (quantile(0.75) - quantile(0.25)) / median;
  return { median, fastest: quantile(0), spread };
}
