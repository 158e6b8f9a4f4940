/**
 * Puts right what Ink and its packages read from awsx's own environment; to be called before they
 * are loaded. Ink would look for React's devtools when DEV is true, and Chalk would decide about
 * colours by stdout, which may be captured while a question goes to a terminal.
 */
export function prepareForInk(processEnv: NodeJS.ProcessEnv): void {
  delete processEnv['DEV'];
  processEnv['FORCE_COLOR'] = processEnv['NO_COLOR'] ? '0' : '1';
}
