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
    group: 'everyday',
    summary: '',
    positionals: [{ name: 'PROFILE' }],
    childCommand: 'after-positionals',
    flags,
  },
  {
    name: 'sandbox',
    group: 'everyday',
    summary: '',
    positionals: [{ name: 'ACTION', choices: ['code'] }],
    childCommand: 'after-dashes',
    flags: [],
  },
  {
    name: 'add',
    group: 'everyday',
    summary: '',
    positionals: [{ name: 'PROFILE', required: true }],
    flags,
  },
  { name: 'list', group: 'everyday', summary: '', positionals: [], flags },
  { name: 'help', group: 'everyday', summary: '', positionals: [{ name: 'COMMAND' }], flags: [] },
  { name: 'version', group: 'everyday', summary: '', positionals: [], flags: [] },
];
