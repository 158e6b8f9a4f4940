import type { Command } from '../../src/command-line/command.ts';

const flags = [
  { name: 'duration', short: 'd', valueName: 'TIME', summary: '' },
  { name: 'mfa-token', valueName: 'CODE', summary: '' },
  { name: 'no-session', short: 'n', summary: '' },
  { name: 'tag', valueName: 'KEY=VALUE', repeatable: true, summary: '' },
] as const;

const load = () => Promise.reject(new Error('the parser loads no command'));

/** A small command table with one command of each shape. */
export const commands: readonly Command[] = [
  {
    name: 'exec',
    summary: '',
    positionals: [{ name: 'PROFILE' }],
    childCommand: 'after-positionals',
    flags,
    load,
  },
  {
    name: 'sandbox',
    summary: '',
    positionals: [{ name: 'ACTION', choices: ['code'] }],
    childCommand: 'after-dashes',
    flags: [],
    load,
  },
  { name: 'add', summary: '', positionals: [{ name: 'PROFILE', required: true }], flags, load },
  { name: 'list', summary: '', positionals: [], flags, load },
  { name: 'help', summary: '', positionals: [{ name: 'COMMAND' }], flags: [], load },
  { name: 'version', summary: '', positionals: [], flags: [], load },
];
