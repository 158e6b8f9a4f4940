import type { Context } from '../ports.ts';

/**
 * What the command line asked of one command, already checked against the command table: every
 * flag is known, flags that take a value have one, the number of positionals is right.
 */
export interface Invocation {
  /** The words that are no flags, in order; the command to run is not among them. */
  readonly positionals: readonly string[];
  /** By long name without dashes; `true` for a flag that takes no value. Has no prototype. */
  readonly flags: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
  /** The command to run and its arguments, untouched. Absent when none was given. */
  readonly childCommand?: readonly string[];
}

/** A command: answers its exit status, throws AwsxError for expected failures. */
export type RunCommand = (invocation: Invocation, context: Context) => Promise<number>;

/** The value of a flag such as `--region`, or undefined when it was not given. */
export function stringFlag(invocation: Invocation, name: string): string | undefined {
  const value = invocation.flags[name];
  return typeof value === 'string' ? value : undefined;
}

/** Whether a flag such as `--no-session` was given. */
export function booleanFlag(invocation: Invocation, name: string): boolean {
  return invocation.flags[name] === true;
}

/** The values of a flag that may be given more than once, in order. */
export function listFlag(invocation: Invocation, name: string): readonly string[] {
  const value = invocation.flags[name];
  return Array.isArray(value) ? value : [];
}
