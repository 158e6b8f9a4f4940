/** What `explain` prints for a person. Pure. */
import { describeLocation } from '../../profiles/describe.ts';
import { describeOrigin } from '../credentials/plan-origin.ts';
import type { StepOutlook } from '../credentials/plan-outlook.ts';
import { mayBeKept } from '../credentials/source-results.ts';
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

/** Text that is broken between its words where a line ends. */
interface Paragraph {
  /** Stands before the first line, and before each other one. */
  readonly first: string;
  readonly rest: string;
  readonly text: string;
}

type Block = readonly Paragraph[];

const INDENT = '   ';
const LABEL_WIDTH = 12;
/** Wider lines are hard to follow. */
const MAXIMUM_WIDTH = 200;

/**
 * The profile, its steps, what a run would do, what is not used, and notices. Lines fit a terminal
 * of this width; without one nothing is broken, so that each line tells all of what it is about.
 */
export function formatExplanation(explanation: Explanation, terminalWidth?: number): string {
  const { plan, outlooks, now } = explanation;
  const blocks: readonly Block[] = [
    formatProfile(plan),
    ...outlooks.map((outlook, index) => formatStep(outlook, index, now)),
    [whole('A run now'), ...describeRun(plan, outlooks).map(formatItem)],
    ...formatList('Not used', plan.shadows.map(describeShadow)),
    ...formatList('Notices', plan.notices),
  ];
  const width = terminalWidth && Math.min(terminalWidth, MAXIMUM_WIDTH);
  const wrap = ({ text, ...indents }: Paragraph) => wrapWords(text, { ...indents, width });
  return `${blocks.map((block) => block.flatMap(wrap).join('\n')).join('\n\n')}\n`;
}

function formatProfile({ profile, region, minTtlSeconds }: Plan): Block {
  const where = region ? `${printable(region.value)} (${describeOrigin(region.origin)})` : 'none';
  return [
    whole(`Profile "${printable(profile)}"`),
    formatRow(['region', where]),
    formatRow(['renewed', `with less than ${formatDuration(minTtlSeconds)} left`]),
  ];
}

function formatStep(outlook: StepOutlook, index: number, now: Date): Block {
  const { title, rows } = explainStep(outlook, now);
  const { location } = outlook.step;
  const place = location ? describeLocation(location) : 'in no file';
  return [
    { first: `${index + 1}. `, rest: INDENT, text: title },
    whole(startOfRow('config') + place),
    ...rows.map(formatRow),
  ];
}

/** What is to be copied in one piece: a path may have spaces in it. */
function whole(text: string): Paragraph {
  return { first: text, rest: '', text: '' };
}

function startOfRow(label: string): string {
  return INDENT + label.padEnd(LABEL_WIDTH);
}

function formatRow([label, text]: Row): Paragraph {
  const first = startOfRow(label);
  return { first, rest: ' '.repeat(first.length), text };
}

/** No block at all for an empty list. */
function formatList(title: string, items: readonly string[]): readonly Block[] {
  return items.length === 0 ? [] : [[whole(title), ...items.map(formatItem)]];
}

function formatItem(text: string): Paragraph {
  return { first: `${INDENT}- `, rest: `${INDENT}  `, text };
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
  return `${nameCall(step)}${describeQuestion(step)}`;
}

function nameCall(step: Step): string {
  switch (step.kind) {
    case 'assume-role':
      return `calls AssumeRole ${printable(step.roleArn.value)}`;
    case 'web-identity':
      return `calls AssumeRoleWithWebIdentity ${printable(step.roleArn.value)}`;
    case 'credential-process':
      return `runs the credential_process of "${printable(step.profile)}"`;
    default:
      return 'calls GetSessionToken';
  }
}

function describeQuestion(step: Step): string {
  if (!('mfaSerial' in step) || step.mfaSerial === undefined) return '';
  const device = printable(step.mfaSerial.value);
  return step.mfaProcess === undefined
    ? ` and asks for an MFA code of ${device}`
    : ` and takes an MFA code of ${device} from mfa_process`;
}

function describeQuietRun({ steps }: Plan): string {
  const [source] = steps;
  if (steps.length > 1 || mayBeKept(source)) {
    return 'takes the session from the cache, asks nothing and calls nobody';
  }
  const { kind } = source;
  return kind === 'base-credential' || kind === 'static-keys'
    ? 'hands out the keys as they are'
    : 'gets the credentials from the source above';
}

function describeShadow({ what, location, by }: Shadow): string {
  const place = location ? ` (${describeLocation(location)})` : '';
  return `${printable(what)}${place}, because of ${printable(by)}`;
}
