import type { Command, Positional } from '../command-line/command.ts';
import { flagsOf } from './flags.ts';

const profile: Positional = { name: 'PROFILE' };
const requiredProfile: Positional = { name: 'PROFILE', required: true };
const profiles: Positional = { name: 'PROFILE', required: true, repeatable: true };

/** The commands of awsx, in the order of `awsx --help`. `load-command.ts` finds their modules. */
export const commands: readonly Command[] = [
  {
    name: 'add',
    group: 'setup',
    summary: 'store a long-lived AWS key in the vault',
    positionals: [requiredProfile],
    flags: flagsOf.add,
  },
  {
    name: 'exec',
    group: 'everyday',
    summary: 'run a command, or a shell, with short-lived credentials',
    positionals: [profile],
    childCommand: 'after-positionals',
    flags: flagsOf.exec,
  },
  {
    name: 'export',
    group: 'everyday',
    summary: 'print credentials for a shell, a file or a program',
    positionals: [profile],
    flags: flagsOf.export,
  },
  {
    name: 'credential-process',
    group: 'programs',
    summary: 'answer an AWS SDK that asks for credentials',
    positionals: [requiredProfile],
    flags: flagsOf['credential-process'],
  },
  {
    name: 'list',
    group: 'everyday',
    summary: 'list profiles, keys and sessions',
    positionals: [],
    flags: flagsOf.list,
  },
  {
    name: 'explain',
    group: 'everyday',
    summary: 'show how a profile gets its credentials, and why',
    positionals: [profile],
    flags: flagsOf.explain,
  },
  {
    name: 'config',
    group: 'setup',
    summary: 'show the AWS configuration as awsx reads it',
    positionals: [],
    flags: flagsOf.config,
  },
  {
    name: 'link',
    group: 'setup',
    summary: 'have every AWS SDK get the credentials of a profile from awsx',
    positionals: [profiles],
    flags: flagsOf.link,
  },
  {
    name: 'unlink',
    group: 'setup',
    summary: 'undo what awsx link did',
    positionals: [profiles],
    flags: flagsOf.unlink,
  },
  {
    name: 'whoami',
    group: 'everyday',
    summary: 'ask AWS whose credentials a profile gives',
    positionals: [profile],
    flags: flagsOf.whoami,
  },
  {
    name: 'login',
    group: 'everyday',
    summary: 'sign in to the AWS console in a browser',
    positionals: [profile],
    flags: flagsOf.login,
  },
  {
    name: 'clear',
    group: 'keys',
    summary: 'forget cached sessions',
    positionals: [profile],
    flags: flagsOf.clear,
  },
  {
    name: 'remove',
    group: 'keys',
    summary: 'forget a stored key and the sessions made with it',
    positionals: [requiredProfile],
    flags: flagsOf.remove,
  },
  {
    name: 'sandbox',
    group: 'learning',
    summary: 'practice offline against an AWS in miniature',
    positionals: [{ name: 'ACTION', choices: ['code'] }],
    childCommand: 'after-dashes',
    flags: flagsOf.sandbox,
  },
  {
    name: 'completion',
    group: 'setup',
    summary: 'print what makes a shell complete awsx',
    positionals: [
      { name: 'SHELL', required: true, choices: ['bash', 'zsh', 'fish', 'powershell'] },
    ],
    flags: flagsOf.completion,
  },
  {
    name: 'help',
    group: 'learning',
    summary: 'show help for a command',
    positionals: [{ name: 'COMMAND' }],
    flags: flagsOf.help,
  },
  {
    name: 'version',
    group: 'learning',
    summary: 'print the version',
    positionals: [],
    flags: flagsOf.version,
  },
];
