/** What `awsx help COMMAND` says beyond the command table. Not on the hot path. */
export interface HelpText {
  readonly usage: readonly string[];
  /** Paragraphs of lines that fit a terminal of 80 columns. */
  readonly notes: readonly (readonly string[])[];
  readonly examples: readonly { readonly line: string; readonly what: string }[];
  readonly exitStatus: readonly string[];
}

/** Of all commands but `exec` and `sandbox -- CMD`. */
export const ORDINARY_STATUS = [
  '0; 1 unexpected; 2 usage; 3 configuration; 4 nobody could be asked;',
  '5 AWS refused; 6 vault; 7 network; 130 cancelled',
];
