/** A question for one line of text, as every dialog program can ask it. */
export interface DialogRequest {
  readonly title: string;
  /** May have several lines; already safe to show (see plain-text.ts). */
  readonly message: string;
  /** Whether what is typed is hidden. */
  readonly hidden: boolean;
  readonly timeoutSeconds: number;
}

/** How a program is started for a request. Values are arguments or data, never script text. */
export interface DialogCall {
  readonly file: string;
  readonly args: readonly string[];
  /** Written to its stdin. */
  readonly input: string;
  /** Set in its environment beside what awsx itself was given. */
  readonly env: Readonly<Record<string, string>>;
  readonly readAnswer: (finished: FinishedDialog) => DialogAnswer;
}

export interface FinishedDialog {
  /** Undefined when it could not be started, was ended by a signal, or ran out of time. */
  readonly status: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
}

export type DialogAnswer =
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'cancelled' }
  /** It could not ask: no display, not installed properly. */
  | { readonly kind: 'unavailable' };

export const CANCELLED: DialogAnswer = { kind: 'cancelled' };
export const UNAVAILABLE: DialogAnswer = { kind: 'unavailable' };

export type CreateDialogCall = (file: string, request: DialogRequest) => DialogCall;

/** A dialog program found on this machine. */
export interface Dialog {
  readonly file: string;
  readonly createCall: CreateDialogCall;
}

/** What was typed, without the line end that a program adds. */
export function answerOf(stdout: string): DialogAnswer {
  return { kind: 'answer', text: stdout.replace(/\r?\n$/, '') };
}
