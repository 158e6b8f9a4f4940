import { parseDocument } from '../../profiles/document.ts';
import { mergeFiles } from '../../profiles/merge-files.ts';
import type { SharedConfig } from '../../profiles/types.ts';

export const CONFIG_FILE = '/home/jo/.aws/config';
export const CREDENTIALS_FILE = '/home/jo/.aws/credentials';

/** The two files as awsx would read them, without a disk. */
export function readConfig(config: string, credentials = ''): SharedConfig {
  const documents = [
    parseDocument(config, CONFIG_FILE, 'config'),
    parseDocument(credentials, CREDENTIALS_FILE, 'credentials'),
  ];
  return {
    configFile: CONFIG_FILE,
    credentialsFile: CREDENTIALS_FILE,
    files: [CONFIG_FILE, CREDENTIALS_FILE],
    filesOthersMayWrite: [],
    ...mergeFiles(documents),
  };
}

/** The sections' values by name and key. */
export function valuesOf(
  sections: SharedConfig['profiles'],
): Readonly<Record<string, Readonly<Record<string, string>>>> {
  return Object.fromEntries(
    [...sections].map(([name, { properties }]) => [
      name,
      Object.fromEntries([...properties].map(([key, { value }]) => [key, value])),
    ]),
  );
}
