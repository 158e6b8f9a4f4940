const NAME = 'NoAnswer';

/** For a service that is there, or may be, but did not answer in time. */
export function createNoAnswer(): Error {
  const error = new Error('it does not answer');
  error.name = NAME;
  return error;
}

/**
 * Whether a failure came of a time-out, and so is no sign that there is no keychain. By name: the
 * hot and the cold bundle each carry their own copy of this file.
 */
export function isFromNoAnswer({ cause }: { readonly cause?: unknown }): boolean {
  return cause instanceof Error && cause.name === NAME;
}
