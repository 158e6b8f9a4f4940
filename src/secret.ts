import { inspect } from 'node:util';

/**
 * A value that must not be printed. Every way of turning it into text gives `[redacted]`;
 * {@link Secret.reveal} is the only way out and is easy to grep for.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value in the clear, for one of the permitted sinks of SECURITY.md. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[redacted]';
  }

  toJSON(): string {
    return '[redacted]';
  }

  [inspect.custom](): string {
    return '[redacted]';
  }
}
