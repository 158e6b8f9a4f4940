import type { MfaQuestion } from '../ports.ts';
import { printable } from '../printable.ts';

export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** What a person is told when asked for a code, safe to print. */
export interface MfaQuestionText {
  readonly title: string;
  readonly facts: readonly Fact[];
  /** Why the code before was refused. */
  readonly rejected: string | undefined;
}

/** Longer than every ARN and every message of AWS that is worth reading. */
const MAXIMUM_LENGTH = 300;

/** One wording for the terminal, the plain prompt and the dialogs. */
export function describeMfaQuestion(question: MfaQuestion): MfaQuestionText {
  const { profile, accountId, serialNumber, askedBy, endpoint, practiceCode, rejected } = question;
  const facts = [
    { label: 'account', value: accountId },
    { label: 'device', value: serialNumber },
    { label: 'asked by', value: askedBy },
    { label: 'endpoint', value: endpoint },
    { label: 'your phone would show', value: practiceCode },
  ];
  return {
    title: `MFA code for profile "${shorten(profile)}"`,
    facts: facts.flatMap(({ label, value }) =>
      value === undefined ? [] : [{ label, value: shorten(value) }],
    ),
    rejected: rejected === undefined ? undefined : shorten(rejected),
  };
}

/** The same as lines of text. */
export function listMfaQuestionLines({ title, facts, rejected }: MfaQuestionText): string[] {
  return [
    ...(rejected === undefined ? [] : [rejected]),
    title,
    ...facts.map(({ label, value }) => `${label}: ${value}`),
  ];
}

function shorten(text: string): string {
  const safe = printable(text);
  return safe.length <= MAXIMUM_LENGTH ? safe : `${safe.slice(0, MAXIMUM_LENGTH)}…`;
}
