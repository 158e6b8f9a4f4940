import { readDesktopAnswer } from './desktop-answer.ts';
import type { DialogCall, DialogRequest } from './dialog.ts';

/** KDE's kdialog. The message follows its option, so that it is no option itself. */
export function createKdialogCall(file: string, request: DialogRequest): DialogCall {
  const { title, message, hidden } = request;
  return {
    file,
    args: ['--title', title, hidden ? '--password' : '--inputbox', message],
    input: '',
    env: {},
    readAnswer: readDesktopAnswer,
  };
}
