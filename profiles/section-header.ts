import { type DocumentKind, isWhitespace, type SectionId, trimmed } from './document.ts';
import { isIdentifier } from './identifier.ts';
import { isQuote, type Piece, readQuoted } from './quoted-text.ts';
import type { SectionKind } from './types.ts';

/** A header of a section that is read. */
export interface SectionHeader extends SectionId {
  readonly outcome: 'section';
  /** `[profile default]`, which hides `[default]` in the config file. */
  readonly prefixed: boolean;
}

/**
 * What a header line says: a section, a section that AWS's specification ignores (and why), or
 * something that it refuses.
 */
export type ParsedHeader =
  | SectionHeader
  | { readonly outcome: 'ignored'; readonly reason: string }
  | { readonly outcome: 'refused'; readonly reason: string };

const KINDS: ReadonlyMap<string, SectionKind> = new Map([
  ['profile', 'profile'],
  ['sso-session', 'sso-session'],
  ['services', 'services'],
]);

const UNCLOSED: ParsedHeader = {
  outcome: 'refused',
  reason: "Profile definition must end with ']'",
};

/**
 * Reads a line that starts with `[` by AWS's specification. A quoted name, as the AWS CLI writes
 * it for names with spaces (`[profile 'a b']`), may hold every character; the specification
 * would ignore such a section.
 */
export function parseSectionHeader(content: string, kind: DocumentKind): ParsedHeader {
  const title = quotedTitle(content) ?? plainTitle(content);
  if (title === undefined) return UNCLOSED;
  return kind === 'config' ? configHeader(title) : credentialsHeader(title);
}

/** What stands between the brackets: `profile dev` is prefix `profile` and name `dev`. */
interface Title {
  readonly prefix?: string;
  readonly name: string;
  readonly quoted: boolean;
}

function plainTitle(content: string): Title | undefined {
  const header = trimmed(content.slice(0, firstComment(content)));
  if (!header.endsWith(']')) return undefined;
  const inside = trimmed(header.slice(1, -1));
  const prefixLength = firstWhitespace(inside);
  if (prefixLength === inside.length) return { name: inside, quoted: false };
  return {
    prefix: inside.slice(0, prefixLength),
    name: trimmed(inside.slice(prefixLength)),
    quoted: false,
  };
}

/** Undefined when the name is not quoted, or not well. */
function quotedTitle(content: string): Title | undefined {
  const quoteAt = firstQuote(content);
  if (quoteAt === content.length || !isWhitespace(content.charCodeAt(quoteAt - 1)))
    return undefined;
  const unquoted = unquote(content, quoteAt);
  if (unquoted === undefined) return undefined;
  const rest = trimmed(content.slice(unquoted.end));
  const afterBracket = trimmed(rest.slice(1));
  if (!rest.startsWith(']') || !(afterBracket === '' || isCommentStart(afterBracket))) {
    return undefined;
  }
  return { prefix: trimmed(content.slice(1, quoteAt)), name: unquoted.content, quoted: true };
}

/**
 * Takes the quotes off a name: one or more quoted pieces, as Python's shlex, with which the AWS
 * CLI writes and reads names, puts them. Undefined when a quote is not closed.
 */
function unquote(content: string, start: number): Piece | undefined {
  let name = '';
  let end = start;
  while (isQuote(content[end])) {
    const piece = readQuoted(content, end);
    if (piece === undefined) return undefined;
    name += piece.content;
    end = piece.end;
  }
  return { content: name, end };
}

function configHeader({ prefix, name, quoted }: Title): ParsedHeader {
  if (prefix === undefined) {
    if (name === 'default') return profile(name, false);
    if (name === '' || KINDS.has(name))
      return ignored(`section [${name}] is ignored: it has no name`);
    return ignored(`section [${name}] is ignored: in the config file write [profile ${name}]`);
  }
  const kind = KINDS.get(prefix);
  if (kind === undefined) return ignored(`section [${prefix} ${name}] is of an unknown kind`);
  if (!isIdentifier(name) && !(quoted && name !== '')) return invalidName(`${prefix} ${name}`);
  return { outcome: 'section', kind, name, prefixed: true };
}

function credentialsHeader({ prefix, name }: Title): ParsedHeader {
  if (prefix === undefined) return isIdentifier(name) ? profile(name, false) : invalidName(name);
  if (prefix === 'profile') {
    return ignored(`section [profile ${name}] is ignored: in the credentials file write [${name}]`);
  }
  if (KINDS.has(prefix)) {
    return ignored(`section [${prefix} ${name}] is ignored: it belongs in the config file`);
  }
  return invalidName(`${prefix} ${name}`);
}

function profile(name: string, prefixed: boolean): ParsedHeader {
  return { outcome: 'section', kind: 'profile', name, prefixed };
}

function ignored(reason: string): ParsedHeader {
  return { outcome: 'ignored', reason };
}

function invalidName(title: string): ParsedHeader {
  return ignored(
    `section [${title}] is ignored: its name is not made of letters, digits and - / . % @ _ : +`,
  );
}

function firstWhitespace(text: string): number {
  let index = 0;
  while (index < text.length && !isWhitespace(text.charCodeAt(index))) index += 1;
  return index;
}

function firstQuote(text: string): number {
  return Math.min(indexOfOrEnd(text, '"'), indexOfOrEnd(text, "'"));
}

function firstComment(text: string): number {
  return Math.min(indexOfOrEnd(text, '#'), indexOfOrEnd(text, ';'));
}

function indexOfOrEnd(text: string, search: string): number {
  const index = text.indexOf(search);
  return index === -1 ? text.length : index;
}

function isCommentStart(text: string): boolean {
  return text.startsWith('#') || text.startsWith(';');
}
