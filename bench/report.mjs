/** The figures as Markdown. */
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { awsx, root } from './environment.mjs';
import { isOnPath, run } from './run.mjs';

/** Above this the middle half of the times lies too far apart to trust their median. */
const NOISY_SPREAD = 0.25;

/** Medians, their difference, and the difference of the two fastest runs. */
export function formatTimes(rows) {
  return formatTable(
    ['what', 'ms', 'against', 'ms', 'difference', 'fastest', 'ratio', 'budget', ''],
    rows.map(formatRow),
  );
}

function formatRow({ what, against = '', subject, baseline, budget }) {
  if (subject === undefined) return [what, 'not available', against, '', '', '', '', '', ''];
  if (baseline === undefined && against !== '') {
    return [what, ms(subject.median), against, 'not available', '', '', '', '', ''];
  }
  const difference = baseline && subject.median - baseline.median;
  const ratio = baseline && subject.median / baseline.median;
  return [
    what,
    ms(subject.median),
    against,
    baseline ? ms(baseline.median) : '',
    baseline ? signed(difference) : '',
    baseline ? signed(subject.fastest - baseline.fastest) : '',
    baseline ? ratio.toFixed(2) : '',
    budget ? formatBudget(budget) : '',
    [
      budget ? judge({ subject: subject.median, difference, ratio }, budget) : '',
      [subject, baseline].some((times) => times?.spread > NOISY_SPREAD) ? 'noisy' : '',
    ]
      .filter(Boolean)
      .join(', '),
  ];
}

function formatBudget(budget) {
  if (budget.difference !== undefined) return `+${budget.difference} ms`;
  if (budget.ratio !== undefined) return `× ${budget.ratio}`;
  return `${budget.subject} ms`;
}

function judge(measured, budget) {
  const kept = Object.entries(budget).every(([name, limit]) => measured[name] <= limit);
  return kept ? 'kept' : '**missed**';
}

export function formatSizes(rows) {
  return formatTable(
    ['what', 'kB', 'budget', ''],
    rows.map(({ what, bytes, budget }) => [
      what,
      bytes === undefined ? 'not available' : Math.round(bytes / 1000),
      budget ? `${budget / 1000} kB` : '',
      bytes !== undefined && budget ? judge({ subject: bytes }, { subject: budget }) : '',
    ]),
  );
}

/** Where and with what this was measured. */
export function formatMachine(pairs) {
  const [cpu] = cpus();
  const versions = [
    `awsx ${run([...awsx, '--version'], { env: process.env }).trim()} (${commit()})`,
    `node ${process.version}`,
    `@napi-rs/keyring ${keyringVersion()}`,
    `gnome-keyring ${firstLine('gnome-keyring-daemon', '--version')}`,
    `aws-vault ${firstLine('aws-vault', '--version')}`,
  ];
  return [
    `- ${cpus().length} × ${cpu.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${type()} ${release()}`,
    `- ${versions.join(', ')}`,
    `- ${pairs} pairs; load average at the end ${loadavg()[0].toFixed(1)}`,
  ].join('\n');
}

function firstLine(program, ...args) {
  if (!isOnPath(program)) return 'not available';
  return run(['sh', '-c', '"$0" "$@" 2>&1', program, ...args], { env: process.env })
    .split('\n')[0]
    .replace(/^.*: /, '');
}

function commit() {
  try {
    return run(['git', 'rev-parse', '--short', 'HEAD'], { env: process.env, cwd: root }).trim();
  } catch {
    return 'no git';
  }
}

function keyringVersion() {
  const script = "console.log(require('@napi-rs/keyring/package.json').version)";
  return run([process.execPath, '-e', script], { env: process.env, cwd: root }).trim();
}

function formatTable(head, rows) {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return lines.map((line) => line.replaceAll('|  |', '| |').replaceAll('|  |', '| |')).join('\n');
}

function ms(milliseconds) {
  return milliseconds.toFixed(milliseconds < 10 ? 1 : 0);
}

function signed(milliseconds) {
  return `${milliseconds < 0 ? '−' : '+'}${ms(Math.abs(milliseconds))}`;
}
