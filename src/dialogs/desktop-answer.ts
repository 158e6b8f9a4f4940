import {
  answerOf,
  CANCELLED,
  type DialogAnswer,
  type FinishedDialog,
  UNAVAILABLE,
} from './dialog.ts';

const ZENITY_TIMED_OUT = 5;

/**
 * zenity and kdialog alike: 0 with the text on stdout, 1 when cancelled. Without a display both
 * may also answer 1, and say so on stderr.
 */
export function readDesktopAnswer(finished: FinishedDialog): DialogAnswer {
  const { status, stdout, stderr, timedOut } = finished;
  if (status === 0) return answerOf(stdout);
  if (timedOut || status === ZENITY_TIMED_OUT) return CANCELLED;
  return status === 1 && !/(open|connect to) display/i.test(stderr) ? CANCELLED : UNAVAILABLE;
}
