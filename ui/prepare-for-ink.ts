/**
 * Puts right what Ink and its packages read from awsx's own environment; to be called before they
 * are loaded. Ink would look for React's devtools when DEV is true, and Chalk would decide about
 * colours by stdout, which may be captured while a question goes to a terminal.
 */
export function prepareForInk(processEnv: NodeJS.ProcessEnv): void {
  delete processEnv['DEV'];
  processEnv['FORCE_COLOR'] = processEnv['NO_COLOR'] ? '0' : '1';
}

/**
 * Whether nothing may be drawn a second time: on a terminal that cannot, and for a screen reader,
 * to which a frame that is redrawn is read out again and again. INK_SCREEN_READER is Ink's name.
 */
export function wantsPlainLines(processEnv: NodeJS.ProcessEnv): boolean {
  return processEnv['TERM'] === 'dumb' || processEnv['INK_SCREEN_READER'] === 'true';
}
