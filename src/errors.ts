/**
 * The exit statuses of awsx, in one place. `exec` and `sandbox -- CMD` answer
 * {@link EXIT_BEFORE_COMMAND} for every failure before the command started; the other commands
 * answer the status of the error's code. docs/exit-codes.md is checked against this table.
 */
export const EXIT_BEFORE_COMMAND = 125;
export const EXIT_NOT_EXECUTABLE = 126;
export const EXIT_NOT_FOUND = 127;
export const EXIT_CANCELLED = 130;

/** Every stable `code` that an error message carries, with the exit status it stands for. */
export const errorCodes = {
  unexpected: 1,
  usage: 2,
  unknown_command: 2,
  unknown_flag: 2,
  invalid_argument: 2,
  already_exists: 2,
  nested_session: 2,
  config_invalid: 3,
  config_unreadable: 3,
  config_changed: 3,
  config_unwritable: 3,
  profile_not_found: 3,
  profile_cycle: 3,
  profile_incomplete: 3,
  setting_invalid: 3,
  setting_conflict: 3,
  duration_out_of_range: 3,
  endpoint_refused: 3,
  not_supported: 3,
  process_failed: 3,
  source_unavailable: 3,
  input_required: 4,
  browser_unavailable: 4,
  aws_refused: 5,
  aws_throttled: 5,
  mfa_rejected: 5,
  sso_token_rejected: 5,
  sso_denied: 5,
  sso_timed_out: 5,
  aws_answer_invalid: 5,
  vault_unavailable: 6,
  vault_locked: 6,
  vault_damaged: 6,
  credential_not_found: 6,
  network: 7,
  command_not_executable: EXIT_NOT_EXECUTABLE,
  command_not_found: EXIT_NOT_FOUND,
  cancelled: EXIT_CANCELLED,
} as const;

export type ErrorCode = keyof typeof errorCodes;

export interface ErrorDetails {
  /** What to do next, in one line: usually a command. */
  readonly hint?: string;
  readonly cause?: unknown;
  /** With `aws_throttled`: how long AWS wants to be left alone, when it tells. */
  readonly retryAfterSeconds?: number;
}

/** An expected failure: a stable code, one line for a person, and usually a next step. */
export class AwsxError extends Error {
  override readonly name = 'AwsxError';
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? {} : { cause: details.cause });
    this.code = code;
    this.hint = details.hint;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }

  /** The exit status of this failure, for every command but `exec` and `sandbox -- CMD`. */
  get exitStatus(): number {
    return errorCodes[this.code];
  }
}

/**
 * Tells an expected failure from a bug. By name and not by `instanceof`, since the hot and the
 * cold bundle each carry their own copy of the class.
 */
export function isAwsxError(error: unknown): error is AwsxError {
  return error instanceof Error && error.name === 'AwsxError' && 'code' in error;
}
