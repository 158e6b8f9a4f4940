import {
  answerOf,
  CANCELLED,
  type DialogCall,
  type DialogRequest,
  type FinishedDialog,
  UNAVAILABLE,
} from './dialog.ts';

/** AppleScript's number for "the user cancelled"; also thrown when nobody answers in time. */
const USER_CANCELLED = '-128';

const SCRIPT = [
  'on run argv',
  'set {theTitle, theMessage, isHidden, theTimeout} to argv',
  'set theReply to display dialog theMessage with title theTitle default answer "" hidden answer (isHidden is "hidden") giving up after (theTimeout as integer)',
  `if gave up of theReply then error number ${USER_CANCELLED}`,
  'return text returned of theReply',
  'end run',
];

/** macOS. The title comes first of the arguments: it is ours and no option of osascript. */
export function createOsascriptCall(file: string, request: DialogRequest): DialogCall {
  const { title, message, hidden, timeoutSeconds } = request;
  const script = SCRIPT.flatMap((line) => ['-e', line]);
  return {
    file,
    args: [...script, title, message, hidden ? 'hidden' : 'shown', String(timeoutSeconds)],
    input: '',
    env: {},
    readAnswer,
  };
}

function readAnswer({ status, stdout, stderr, timedOut }: FinishedDialog) {
  if (status === 0) return answerOf(stdout);
  return timedOut || stderr.includes(`(${USER_CANCELLED})`) ? CANCELLED : UNAVAILABLE;
}
