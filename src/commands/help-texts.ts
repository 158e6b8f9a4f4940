import { type HelpText, ORDINARY_STATUS } from './help-text.ts';
import { linkHelpTexts } from './link/help-texts.ts';

const PROFILE_NOTE = [
  'Without PROFILE, AWS_PROFILE is taken; without that, it is picked on the',
  'terminal, as with awsx alone. ACCOUNT:ROLE stands for the profile with that',
  'role.',
];

const NARROWING_NOTE = [
  '--read-only, --scope, --policy and --policy-arn allow the session less than its',
  'role may do. One of them at a time: what two policies allow adds up.',
];

/** By the name of the command. */
export const helpTexts: Readonly<Record<string, HelpText>> = {
  ...linkHelpTexts,
  add: {
    usage: ['awsx add [FLAGS] PROFILE'],
    notes: [
      [
        'Asks for the access key id and the secret, which is not shown, checks with',
        'AWS whose key it is, and offers the MFA device of that user as mfa_serial.',
      ],
    ],
    examples: [
      { line: 'awsx add dev', what: 'asks for the key' },
      { line: 'awsx add dev --env', what: 'takes it from the environment' },
      { line: 'pass show aws-key | awsx add dev --stdin', what: 'takes it as JSON' },
    ],
    exitStatus: ORDINARY_STATUS,
  },
  exec: {
    usage: [
      'awsx exec [FLAGS] PROFILE [FLAGS] [[--] COMMAND ARGS…]',
      'awsx exec [FLAGS] -- COMMAND ARGS…',
    ],
    notes: [
      [
        'The first word is always PROFILE. The next word that is no flag is COMMAND;',
        'from there on everything belongs to the command. Without COMMAND a shell',
        'is started.',
      ],
      PROFILE_NOTE,
      NARROWING_NOTE,
    ],
    examples: [
      { line: 'awsx exec prod-admin -- terraform apply', what: 'runs one command' },
      { line: 'awsx exec prod-admin', what: 'starts a shell' },
      { line: 'awsx exec prod-admin --read-only -- aws s3 ls', what: 'may only read' },
      { line: 'AWS_PROFILE=dev awsx exec -- env', what: 'takes the profile from AWS_PROFILE' },
    ],
    exitStatus: [
      "the command's own; 128+n when signal n ended it; 127 command not found;",
      '126 not executable; 125 for every failure of awsx before it started;',
      '130 cancelled',
    ],
  },
  export: {
    usage: ['awsx export [FLAGS] [PROFILE]'],
    notes: [
      ['FORMAT is one of:'],
      [
        '  env             export lines for sh, bash and zsh (the default)',
        '  env-no-export   the same without the word export',
        '  fish            for fish',
        '  powershell      for PowerShell',
        '  windows-cmd     for cmd.exe',
        '  dotenv          a .env file',
        '  ini             a section for the AWS credentials file',
        '  process         JSON as credential_process gives it',
        '  json            JSON with profile and region',
      ],
      PROFILE_NOTE,
      NARROWING_NOTE,
    ],
    examples: [
      { line: 'eval "$(awsx export dev)"', what: 'in sh, bash and zsh' },
      { line: 'awsx export dev --format fish | source', what: 'in fish' },
      { line: 'awsx export dev --format json', what: 'for a program' },
    ],
    exitStatus: ORDINARY_STATUS,
  },
  'credential-process': {
    usage: ['awsx credential-process [FLAGS] PROFILE'],
    notes: [
      ['Prints one JSON object as AWS SDKs expect it of credential_process, and', 'nothing else.'],
      NARROWING_NOTE,
    ],
    examples: [
      {
        line: 'credential_process = awsx credential-process prod-admin',
        what: 'in a profile of ~/.aws/config',
      },
      { line: 'awsx credential-process dev --no-input', what: 'never asks' },
    ],
    exitStatus: ORDINARY_STATUS,
  },
  list: {
    usage: ['awsx list [FLAGS]'],
    notes: [
      [
        'Reads no secret and makes no call. A terminal shows the columns it has room',
        'for; a file or a program gets all of them, uncut, one line for each profile.',
      ],
    ],
    examples: [
      { line: 'awsx list', what: 'a table' },
      { line: 'awsx list --json', what: 'for a program' },
    ],
    exitStatus: ORDINARY_STATUS,
  },
  explain: {
    usage: ['awsx explain [FLAGS] PROFILE'],
    notes: [
      [
        'Prints each step from the stored key to the final credentials: where it is',
        'configured, which device is asked, how long the result lasts and why, and',
        'whether it is cached. Reads no secret and makes no call.',
      ],
    ],
    examples: [
      { line: 'awsx explain prod-admin', what: 'what exec would do' },
      { line: 'awsx explain prod-admin -d 8h', what: 'what it would do with this flag' },
      { line: 'awsx explain prod-admin --json', what: 'for a program' },
    ],
    exitStatus: ORDINARY_STATUS,
  },
  config: {
    usage: ['awsx config [FLAGS]'],
    notes: [
      [
        'Prints profiles, sso-sessions and services with the file and line of each',
        'key, and what is wrong with them. Secrets are masked.',
      ],
    ],
    examples: [
      { line: 'awsx config', what: 'for a person' },
      { line: 'awsx config --json', what: 'for a program' },
    ],
    exitStatus: ['0; 3 when something in the files is an error'],
  },
  whoami: {
    usage: ['awsx whoami [FLAGS] [PROFILE]'],
    notes: [
      [
        'Gets credentials as exec would, from the cache where it can, and asks AWS',
        'whose they are: prints account, ARN, user id and when they expire.',
      ],
      PROFILE_NOTE,
    ],
    examples: [
      { line: 'awsx whoami prod-admin', what: 'for a person' },
      { line: 'awsx whoami prod-admin --json', what: 'for a program' },
      { line: 'awsx whoami dev --no-session', what: 'asks with the stored key itself' },
    ],
    exitStatus: ORDINARY_STATUS,
  },
  login: {
    usage: ['awsx login [FLAGS] [PROFILE]'],
    notes: [
      [
        'Opens the AWS console, signed in with the credentials of the profile. The',
        'browser is handed an address of this machine that works once; --print prints',
        'the one behind it, which signs in whoever has it for 15 minutes.',
      ],
      [
        'A role that is assumed with a long-lived key is signed in for 12 hours, or what',
        '--duration says. A role that is assumed with another session is signed in until',
        'its own session ends; above 1 hour --duration assumes it with the key instead,',
        'which may ask for another MFA code. A key without a role is signed in through',
        'GetFederationToken, without MFA.',
      ],
      PROFILE_NOTE,
      NARROWING_NOTE,
    ],
    examples: [
      { line: 'awsx login prod-admin', what: 'opens the console' },
      { line: 'awsx login prod-admin --service s3', what: 'opens the page of S3' },
      { line: 'awsx login prod-admin --read-only -d 8h', what: 'may only read, for 8 hours' },
      { line: 'awsx login prod-admin --print', what: 'prints the address' },
    ],
    exitStatus: ORDINARY_STATUS,
  },
  clear: {
    usage: ['awsx clear [FLAGS] [PROFILE]'],
    notes: [
      [
        'With PROFILE, forgets what is its own; sessions that it shares with other',
        'profiles stay. Stored keys are never touched.',
      ],
    ],
    examples: [
      { line: 'awsx clear prod-admin', what: 'forgets the sessions of one profile' },
      { line: 'awsx clear', what: 'forgets all sessions' },
      { line: 'awsx clear --all', what: 'and makes old copies of them unreadable' },
    ],
    exitStatus: ORDINARY_STATUS,
  },
  remove: {
    usage: ['awsx remove [FLAGS] PROFILE'],
    notes: [
      [
        'Forgets the key of PROFILE and the sessions made with it, in whatever',
        'profile. Credentials that were handed out before stay valid until they',
        'expire, and the key itself stays what it is at AWS.',
      ],
    ],
    examples: [
      { line: 'awsx remove dev', what: 'has the name typed before it does' },
      { line: 'awsx remove dev --force', what: 'does not ask' },
    ],
    exitStatus: ORDINARY_STATUS,
  },
  sandbox: {
    usage: ['awsx sandbox [FLAGS] [-- COMMAND ARGS…]', 'awsx sandbox code'],
    notes: [
      [
        'Starts an AWS in miniature on this machine, with the profiles dev,',
        'readonly, prod-admin, prod-deploy and ci, and runs COMMAND, or a shell,',
        'that can reach nothing else of AWS. All is gone when it ends.',
      ],
      ['Inside, awsx sandbox code prints the current MFA code, as a phone would.'],
    ],
    examples: [
      { line: 'awsx sandbox', what: 'starts a shell to practice in' },
      { line: 'awsx sandbox -- ./test.sh', what: 'runs one command' },
      {
        line: 'awsx exec prod-admin --mfa-token "$(awsx sandbox code)" -- env',
        what: 'inside: answers the question for a code',
      },
    ],
    exitStatus: [
      "the command's own; 128+n when signal n ended it; 127 command not found;",
      '126 not executable; 125 for every failure of awsx before it started',
    ],
  },
  completion: {
    usage: ['awsx completion bash|zsh|fish|powershell'],
    notes: [
      [
        'Completes commands, flags, profile names and formats, and leaves the command',
        'behind exec PROFILE to its own completion. Reads the config files and the',
        "vault's index alone; opens no vault and runs nothing.",
      ],
      [
        'Put the line for your shell into:',
        '  bash        ~/.bashrc',
        '  zsh         ~/.zshrc, behind compinit',
        '  fish        ~/.config/fish/config.fish',
        '  powershell  the file that $PROFILE names',
      ],
    ],
    examples: [
      { line: 'source <(awsx completion bash)', what: 'in bash, and with zsh in zsh' },
      { line: 'awsx completion fish | source', what: 'in fish' },
      {
        line: 'awsx completion powershell | Out-String | Invoke-Expression',
        what: 'in PowerShell',
      },
    ],
    exitStatus: ORDINARY_STATUS,
  },
  help: {
    usage: ['awsx help [COMMAND]', 'awsx COMMAND --help'],
    notes: [],
    examples: [
      { line: 'awsx help', what: 'all commands' },
      { line: 'awsx help exec', what: 'one of them' },
    ],
    exitStatus: ORDINARY_STATUS,
  },
  version: {
    usage: ['awsx version', 'awsx --version'],
    notes: [],
    examples: [
      { line: 'awsx version', what: 'the version alone, as in 1.2.3' },
      { line: 'awsx --version', what: 'the same' },
    ],
    exitStatus: ORDINARY_STATUS,
  },
};
