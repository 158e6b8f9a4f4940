import { isWhitespace, skipWhitespace } from './document.ts';
import { isQuote, type Piece, readQuoted } from './quoted-text.ts';

/** Flags that say what the session is for or may do. */
const ROLE_FLAGS: ReadonlySet<string> = new Set([
  '--read-only',
  '--scope',
  '--policy',
  '--policy-arn',
  '--role-arn',
  '--session-name',
  '--source-identity',
  '--external-id',
  '--tag',
  '--transitive-tag',
]);

/** Flags of `credential-process` whose value is a word of its own. */
const FLAGS_WITH_VALUE: ReadonlySet<string> = new Set(
  [
    '-d',
    '--duration',
    '-r',
    '--region',
    '--mfa-token',
    '--min-ttl',
    '--backend',
    ...ROLE_FLAGS,
  ].filter((flag) => flag !== '--read-only'),
);

const PROGRAM = /^awsx(\.cjs|\.exe|\.cmd)?$/i;
const INTERPRETER = /^node(\.exe)?$/i;

/**
 * The profile that a `credential_process` command asks awsx for: `awsx credential-process NAME`,
 * with paths, quotes and a node in front as `awsx link` writes them. Undefined for every other
 * command. awsx follows such a command itself instead of starting itself.
 */
export function parseAwsxCall(command: string): string | undefined {
  const { positionals = [] } = parseCall(command) ?? {};
  return positionals.length === 1 ? positionals[0] : undefined;
}

/** The first flag of such a command that changes what the session is for or may do. */
export function findRoleFlag(command: string): string | undefined {
  return parseCall(command)?.flags.find((flag) => ROLE_FLAGS.has(flag));
}

interface Call {
  /** Without their values. */
  readonly flags: readonly string[];
  readonly positionals: readonly string[];
}

function parseCall(command: string): Call | undefined {
  const words = splitWords(command);
  if (words === undefined) return undefined;
  const [first = '', second = ''] = words;
  const program = INTERPRETER.test(baseName(first)) ? second : first;
  if (!PROGRAM.test(baseName(program))) return undefined;
  const [subcommand, ...args] = words.slice(program === first ? 1 : 2);
  return subcommand === 'credential-process' ? sortArguments(args) : undefined;
}

function sortArguments(args: readonly string[]): Call {
  const flags: string[] = [];
  const positionals: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index] ?? '';
    if (word === '--') positionals.push(...args.slice(index + 1));
    if (word === '--') break;
    if (FLAGS_WITH_VALUE.has(word)) index += 1;
    if (word.startsWith('-')) flags.push(word.split('=', 1)[0] ?? word);
    else positionals.push(word);
  }
  return { flags, positionals };
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

const SHELL_SYNTAX = '|&;<>()$`\n';

/** The words of a command line; undefined when a quote is not closed or it needs a shell. */
function splitWords(command: string): readonly string[] | undefined {
  const words: string[] = [];
  let end = skipWhitespace(command, 0);
  while (end < command.length) {
    const word = readWord(command, end);
    if (word === undefined) return undefined;
    words.push(word.content);
    end = skipWhitespace(command, word.end);
  }
  return words;
}

function readWord(command: string, start: number): Piece | undefined {
  let content = '';
  let end = start;
  while (end < command.length && !isWhitespace(command.charCodeAt(end))) {
    const piece = readPiece(command, end);
    if (piece === undefined) return undefined;
    content += piece.content;
    end = piece.end;
  }
  return { content, end };
}

function readPiece(command: string, start: number): Piece | undefined {
  const character = command.charAt(start);
  if (isQuote(character)) return readQuoted(command, start);
  return SHELL_SYNTAX.includes(character) ? undefined : { content: character, end: start + 1 };
}
