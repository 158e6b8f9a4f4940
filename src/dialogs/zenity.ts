import { readDesktopAnswer } from './desktop-answer.ts';
import type { DialogCall, DialogRequest } from './dialog.ts';

/** GNOME's zenity. Its entry takes an underscore for a keyboard shortcut, so they are doubled. */
export function createZenityCall(file: string, request: DialogRequest): DialogCall {
  const { title, message, hidden, timeoutSeconds } = request;
  return {
    file,
    args: [
      '--entry',
      `--title=${title}`,
      `--text=${message.replaceAll('_', '__')}`,
      ...(hidden ? ['--hide-text'] : []),
      `--timeout=${timeoutSeconds}`,
    ],
    input: '',
    env: {},
    readAnswer: readDesktopAnswer,
  };
}
