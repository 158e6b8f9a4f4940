/** Where awsx does something else than aws-vault. Each is explained in the document. */
export const differences = [
  'every role is cached',
  'a value that does not parse is an error',
  'a shortened duration is told',
  'role sessions are named awsx-…',
] as const;

export type Difference = (typeof differences)[number];
