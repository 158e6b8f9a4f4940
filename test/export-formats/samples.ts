import type { Credentials } from '../../src/credentials/types.ts';
import type { ExportInput } from '../../src/export-formats/assignments.ts';
import { Secret } from '../../src/secret.ts';

export const session: Credentials = {
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  secretAccessKey: new Secret('wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'),
  sessionToken: new Secret('IQoJb3JpZ2luX2VjEXAMPLE//a+b=='),
  expiration: new Date('2026-11-23T10:00:00.987Z'),
};

export const base: Credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: new Secret('wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'),
};

export const sessionInput: ExportInput = {
  profile: 'dev',
  credentials: session,
  region: 'eu-west-1',
};
export const baseInput: ExportInput = { profile: 'dev', credentials: base };

/** Values that would do harm, or come out changed, where one forgets to quote. */
export const hostileValues = [
  '$(id)',
  '`id`',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: shells expand it, not JavaScript
  '$HOME ${HOME}',
  "'",
  "''; id; '",
  '"',
  '"; id; "',
  'a b  c',
  ' leading and trailing ',
  '; id',
  '& id | id > /dev/null',
  '%PATH%',
  '!PATH! ^ !!',
  '\\',
  "\\'; id; \\'",
  'trailing\\',
  '*',
  '~',
  '=ls',
  'x:=ls',
  '#comment',
  ' #comment',
  '[x]',
  '{a,b}',
  '-x',
  '(1+1)',
  '@(1)',
  '__proto__',
  'é 中 😀',
  '‘;id;’ “x”',
] as const;

/** Values with what ends a line or hides one. */
export const controlValues = ['a\nid', 'a\rid', 'a\tb', '\x1b[2J', 'a\x07', 'a\x7f'] as const;

export function withHostile(value: string): ExportInput {
  return { profile: value, credentials: session, region: value };
}
