/** What a linked profile looks like in the config file, and how its lines are found again. */
import { parseAwsxCall } from './awsx-call.ts';
import { type Document, type Line, lineContent, readLines } from './document.ts';
import { OWN_PREFIX, withoutOwnPrefix } from './known-keys.ts';
import { parsePropertyLine } from './property-line.ts';
import { findPropertyLines, type PropertyLines, type SectionLines } from './section-lines.ts';
import { type Change, endWithEnding } from './text-changes.ts';

export const PROCESS_KEY = 'credential_process';

/**
 * What one SDK or another prefers to `credential_process`, or combines with it: roles (the AWS CLI,
 * and the SDK for Go even without a source), web identity, Identity Center (the AWS CLI), sign-in
 * sessions, a second process; and what only says how such a role is assumed.
 */
export const LINKED_KEYS: readonly string[] = [
  'role_arn',
  'source_profile',
  'credential_source',
  'web_identity_token_file',
  'mfa_serial',
  'external_id',
  'duration_seconds',
  'role_session_name',
  'sso_session',
  'sso_start_url',
  'sso_region',
  'sso_account_id',
  'sso_role_name',
  'sso_registration_scopes',
  'login_session',
  PROCESS_KEY,
];

/** Ends a line whose key was given the prefix. awsx alone reads such a line: others keep comments. */
export const LINE_MARK = ' # awsx link';
/** Stands above the command: the AWS CLI would hand a comment behind it to the program. */
export const COMMAND_MARK = '# awsx link';
/** In its place where the section was added, too. */
export const SECTION_MARK = '# awsx link: added this section';

/** The command of a linked profile. */
export interface LinkedCommand {
  readonly block: SectionLines;
  readonly mark: Line;
  readonly line: Line;
  readonly value: string;
}

/** Of a section's lines those that give the profile's credentials to awsx, if it is linked. */
export function findLinkedCommand(
  document: Document,
  blocks: readonly SectionLines[],
  name: string,
): LinkedCommand | undefined {
  for (const block of blocks) {
    for (const { line, continuations } of findPropertyLines(document, block, PROCESS_KEY)) {
      const mark = block.body.find(({ number }) => number === line.number - 1);
      const value = readValue(document, line);
      const isMarked = mark !== undefined && isCommandMark(lineContent(document, mark));
      if (!isMarked || continuations.length > 0 || parseAwsxCall(value) !== name) continue;
      return { block, mark, line, value };
    }
  }
  return undefined;
}

/** The lines that were given the prefix by a link. */
export function findMarkedLines(
  document: Document,
  blocks: readonly SectionLines[],
): readonly PropertyLines[] {
  return LINKED_KEYS.flatMap((key) => findLines(document, blocks, OWN_PREFIX + key)).filter(
    ({ line }) => lineContent(document, line).endsWith(LINE_MARK),
  );
}

/** The lines of a key in all of a section's blocks. */
export function findLines(
  document: Document,
  blocks: readonly SectionLines[],
  key: string,
): readonly PropertyLines[] {
  return blocks.flatMap((block) => findPropertyLines(document, block, key));
}

/** The value of a property's first line. */
export function readValue(document: Document, line: Line): string {
  const parsed = parsePropertyLine(lineContent(document, line));
  return typeof parsed === 'string' ? '' : parsed.value;
}

/** The key that a line with `awsx_KEY` had before. */
export function formerKey({ key }: PropertyLines): string {
  return withoutOwnPrefix(key.toLowerCase());
}

/**
 * Takes whole lines out. Where they end a text without a final line ending, the line before them
 * gives up its own.
 */
export function createLinesRemoval(
  document: Document,
  { first, last }: { readonly first: Line; readonly last: Line },
): Change {
  const end = endWithEnding(document, last);
  const before = end === last.end ? readLines(document)[first.number - 2] : undefined;
  return { start: before?.end ?? first.start, end, text: '' };
}

function isCommandMark(content: string): boolean {
  return content === COMMAND_MARK || content === SECTION_MARK;
}
