/** What `explain` prints for a person. Pure. */
import { describeLocation } from '../../profiles/describe.ts';
import { describeOrigin } from '../credentials/plan-origin.ts';
import type { StepOutlook } from '../credentials/plan-outlook.ts';
import type { Plan, Shadow, Step } from '../credentials/types.ts';
import { formatDuration } from '../duration.ts';
import { printable } from '../printable.ts';
import { wrapWords } from '../wrap-words.ts';
import { explainStep, type Row } from './explain-step.ts';

export interface Explanation {
  readonly plan: Plan;
  readonly outlooks: readonly StepOutlook[];
  readonly now: Date;
}

const INDENT = '   ';
const LABEL_WIDTH = 12;

/** The profile, its steps, what a run would do, what is not used, and notices. */
export function formatExplanation({ plan, outlooks, now }: Explanation): string {
  const blocks = [
    formatProfile(plan),
    ...outlooks.map((outlook, index) => formatStep(outlook, index, now)),
    ['A run now', ...describeRun(plan, outlooks).flatMap(formatItem)],
    ...formatList('Not used', plan.shadows.map(describeShadow)),
    ...formatList('Notices', plan.notices),
  ];
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function formatProfile({ profile, region, minTtlSeconds }: Plan): readonly string[] {
  const where = region ? `${printable(region.value)} (${describeOrigin(region.origin)})` : 'none';
  return [
    `Profile "${printable(profile)}"`,
    ...formatRow(['region', where]),
    ...formatRow(['renewed', `with less than ${formatDuration(minTtlSeconds)} left`]),
  ];
}

function formatStep(outlook: StepOutlook, index: number, now: Date): readonly string[] {
  const { title, rows } = explainStep(outlook, now);
  const { location } = outlook.step;
  const place: Row = ['config', location ? describeLocation(location) : 'in no file'];
  return [
    ...wrapWords(title, { first: `${index + 1}. `, rest: INDENT }),
    ...[place, ...rows].flatMap(formatRow),
  ];
}

function formatRow([label, text]: Row): readonly string[] {
  const first = INDENT + label.padEnd(LABEL_WIDTH);
  return wrapWords(text, { first, rest: ' '.repeat(first.length) });
}

/** No block at all for an empty list. */
function formatList(title: string, items: readonly string[]): readonly (readonly string[])[] {
  return items.length === 0 ? [] : [[title, ...items.flatMap(formatItem)]];
}

function formatItem(text: string): readonly string[] {
  return wrapWords(text, { first: `${INDENT}- `, rest: `${INDENT}  ` });
}

function describeRun(plan: Plan, outlooks: readonly StepOutlook[]): readonly string[] {
  const called = outlooks.filter(({ isCalled }) => isCalled);
  const withoutSession = plan.withoutSessionBecause;
  return [
    ...(withoutSession === undefined ? [] : [`makes no GetSessionToken call: ${withoutSession}`]),
    ...called.map(({ step }) => describeCall(step)),
    ...(called.length > 0 ? [] : [describeQuietRun(plan)]),
  ];
}

function describeCall(step: Step): string {
  const call =
    step.kind === 'assume-role'
      ? `calls AssumeRole ${printable(step.roleArn.value)}`
      : 'calls GetSessionToken';
  return `${call}${describeQuestion(step)}`;
}

function describeQuestion(step: Step): string {
  if (!('mfaSerial' in step) || step.mfaSerial === undefined) return '';
  const device = printable(step.mfaSerial.value);
  return step.mfaProcess === undefined
    ? ` and asks for an MFA code of ${device}`
    : ` and takes an MFA code of ${device} from mfa_process`;
}

function describeQuietRun({ steps }: Plan): string {
  if (steps.length > 1) return 'takes the session from the cache, asks nothing and calls nobody';
  const [{ kind }] = steps;
  return kind === 'base-credential' || kind === 'static-keys'
    ? 'hands out the keys as they are'
    : 'gets the credentials from the source above';
}

function describeShadow({ what, location, by }: Shadow): string {
  const place = location ? ` (${describeLocation(location)})` : '';
  return `${printable(what)}${place}, because of ${printable(by)}`;
}
