/** What AWS accepts as session policies: STS API reference, AssumeRole, Policy and PolicyArns. */
import type { Origin } from '../../profiles/types.ts';
import { AwsxError } from '../errors.ts';
import { printable } from '../printable.ts';
import { describeOrigin } from './plan-origin.ts';

/** Of the document, or of all ARNs. What their packed form may take is known to AWS alone. */
const MAX_CHARACTERS = 2048;
const MAX_ARNS = 10;
const POLICY_ARN = /^arn:([a-z0-9-]+):iam::(aws|\d+):policy\/[\x21-\x7e]+$/;
/** Anything but tab, line feed, carriage return and U+0020 to U+00FF. */
const REFUSED_CHARACTER = /[^\t\n\r\u0020-\u00ff]/u;

/**
 * A policy document as it is sent: without white space, which counts against AWS's limit, and
 * otherwise as it was written. No message quotes it: the file may have been the wrong one.
 *
 * @param what for messages: `the policy /home/jo/logs.json (--policy)`
 * @throws AwsxError `invalid_argument` for a flag's policy, else `setting_invalid`
 */
export function checkPolicyDocument(text: string, what: string, origin: Origin): string {
  const refused = (problem: string, hint: string) => refuse(origin, `${what} ${problem}`, hint);
  const json = text.replace(/^\uFEFF/, '');
  const document = parseJson(json, refused);
  if (!hasStatement(document)) {
    throw refused('is not a policy', 'expected {"Version":"2012-10-17","Statement":[…]}');
  }
  const packed = withoutWhitespace(json);
  const character = REFUSED_CHARACTER.exec(packed)?.[0];
  if (character !== undefined) {
    const point = character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
    throw refused(
      `has a character that AWS takes in no session policy, U+${point}`,
      'write it as a \\u escape of JSON, or leave it out',
    );
  }
  if (packed.length > MAX_CHARACTERS) {
    throw refused(
      `has ${packed.length} characters without white space, and AWS takes ${MAX_CHARACTERS}`,
      'shorten it, or make it a managed policy and use --policy-arn',
    );
  }
  return packed;
}

/** What a role's ARN says about the policies that may go with it. */
export interface PolicyOwner {
  readonly partition: string;
  readonly accountId: string;
}

/**
 * ARNs of managed policies: AWS's own, or of the role's account.
 *
 * @throws AwsxError `invalid_argument` for flags, else `setting_invalid`
 */
export function checkPolicyArns(
  arns: readonly string[],
  origin: Origin,
  owner: PolicyOwner,
): readonly string[] {
  const place = describeOrigin(origin);
  if (arns.length === 0) {
    throw refuse(origin, `${place} names no policy`, 'remove it, or name one');
  }
  for (const arn of arns) checkPolicyArn(arn, origin, owner);
  if (arns.length > MAX_ARNS) {
    const problem = `${place} names ${arns.length} policies, and AWS takes ${MAX_ARNS}`;
    throw refuse(origin, problem, 'name fewer, or join them into one policy of your own');
  }
  const length = arns.join('').length;
  if (length > MAX_CHARACTERS) {
    const problem = `the policy ARNs (${place}) have ${length} characters, and AWS takes ${MAX_CHARACTERS}`;
    throw refuse(origin, problem, 'name fewer');
  }
  return arns;
}

function checkPolicyArn(arn: string, origin: Origin, { partition, accountId }: PolicyOwner): void {
  const what = `"${printable(arn)}" (${describeOrigin(origin)})`;
  const match = POLICY_ARN.exec(arn);
  if (match === null) {
    const example = `arn:${partition}:iam::aws:policy/ReadOnlyAccess`;
    throw refuse(origin, `${what} is not the ARN of a policy`, `expected ${example}`);
  }
  const [, ownPartition, owner] = match;
  if (ownPartition !== partition) {
    const problem = `${what} is of the partition ${ownPartition}, and the role of ${partition}`;
    throw refuse(origin, problem, 'name a policy of the partition of the role');
  }
  if (owner !== 'aws' && owner !== accountId) {
    const problem = `${what} is of another account than the role, ${accountId}`;
    throw refuse(origin, problem, "AWS takes its own policies and those of the role's account");
  }
}

type Refuse = (problem: string, hint: string) => AwsxError;

function parseJson(text: string, refused: Refuse): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const place = error instanceof Error ? placeOf(error.message, text) : '';
    throw refused(`is not JSON${place}`, 'check its quotes, commas and brackets');
  }
}

/** Where JSON breaks, when the engine tells by number; its words quote the text itself. */
function placeOf(message: string, text: string): string {
  const position = / at position (\d+)/.exec(message)?.[1];
  if (position === undefined) return '';
  const lines = text.slice(0, Number(position)).split('\n');
  return `: look at line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`;
}

function hasStatement(document: unknown): boolean {
  if (typeof document !== 'object' || document === null) return false;
  if (!('Statement' in document) || Array.isArray(document)) return false;
  const { Statement: statement } = document;
  if (Array.isArray(statement)) return statement.length > 0;
  return typeof statement === 'object' && statement !== null;
}

/** Valid JSON without white space between its tokens; what is in strings stays. */
function withoutWhitespace(json: string): string {
  return json.replace(
    /("(?:[^"\\]|\\.)*")|[ \t\n\r]+/g,
    (_, text: string | undefined) => text ?? '',
  );
}

function refuse(origin: Origin, message: string, hint: string): AwsxError {
  const code = origin.kind === 'flag' ? 'invalid_argument' : 'setting_invalid';
  return new AwsxError(code, message, { hint });
}
