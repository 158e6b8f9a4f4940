import type { Command } from '../../src/command-line/command.ts';

const flags = [
  { name: 'duration', short: 'd', valueName: 'TIME', summary: '' },
  { name: 'mfa-token', valueName: 'CODE', summary: '' },
  { name: 'no-session', short: 'n', summary: '' },
  { name: 'tag', valueName: 'KEY=VALUE', repeatable: true, summary: '' },
] as const;

/** A small command table with one command of each shape. */
export const commands: readonly Command[] = [
  {
    name: 'exec',
    summary: '',
    positionals: [{ name: 'PROFILE' }],
    childCommand: 'after-positionals',
    flags,
  },
  {
    name: 'sandbox',
    summary: '',
    positionals: [{ name: 'ACTION', choices: ['code'] }],
    childCommand: 'after-dashes',
    flags: [],
  },
  { name: 'add', summary: '', positionals: [{ name: 'PROFILE', required: true }], flags },
  { name: 'list', summary: '', positionals: [], flags },
  { name: 'help', summary: '', positionals: [{ name: 'COMMAND' }], flags: [] },
  { name: 'version', summary: '', positionals: [], flags: [] },
];
