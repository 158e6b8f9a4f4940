import { AwsxError, isAwsxError } from './errors.ts';
import { escapeUnsafe } from './format-json.ts';
import type { Output } from './ports.ts';
import { printable } from './printable.ts';

export interface ReportOptions {
  /** One line `{"error":{"code","message","hint"}}` instead of text. */
  readonly json: boolean;
  /** Also the chain of causes and where each was thrown. */
  readonly debug: boolean;
}

/** Prints a failure on stderr: what is wrong with its stable code, and what to do next. */
export function reportError(error: unknown, stderr: Output, options: ReportOptions): void {
  const { code, message, hint } = toAwsxError(error);
  if (options.json) {
    stderr.write(`${escapeUnsafe(JSON.stringify({ error: { code, message, hint } }))}\n`);
  } else {
    stderr.write(`awsx: error: ${printable(message)} [${code}]\n`);
    if (hint !== undefined) stderr.write(`awsx: hint: ${printable(hint)}\n`);
  }
  if (options.debug)
    for (const line of describeCauses(error)) stderr.write(`awsx: debug: ${line}\n`);
}

/**
 * Everything that is thrown as an AwsxError. Messages of errors that are none may quote what
 * was being worked on, so only those of the operating system are shown.
 */
export function toAwsxError(error: unknown): AwsxError {
  if (isAwsxError(error)) return error;
  if (isSystemError(error)) return new AwsxError('unexpected', error.message, { cause: error });
  return new AwsxError('unexpected', `awsx met a ${nameOf(error)} that it did not expect`, {
    hint: 'run it again with --debug and report what it prints',
    cause: error,
  });
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'errno' in error && 'syscall' in error;
}

function describeCauses(error: unknown): string[] {
  const described: string[] = [];
  let current = error;
  while (current instanceof Error && described.length < 100) {
    described.push(`${nameOf(current)}: ${describeMessage(current)}`);
    described.push(...stackFrames(current));
    current = current.cause;
  }
  return described;
}

/** Errors of parsers quote the text they stumbled over, those of libraries what they were given. */
function describeMessage(error: Error): string {
  if (error instanceof SyntaxError) return '[redacted]';
  const text = printable(error.message);
  return isAwsxError(error) || isSystemError(error) ? text : redact(text);
}

/** Hides what looks like a secret key, a token or a signature. */
function redact(text: string): string {
  return text.replace(/[A-Za-z0-9+/=_-]{32,}/g, '[redacted]');
}

function stackFrames(error: Error): string[] {
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return frames.map((frame) => printable(frame));
}

function nameOf(error: unknown): string {
  return error instanceof Error ? printable(error.name) : typeof error;
}
