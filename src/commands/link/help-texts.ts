import { type HelpText, ORDINARY_STATUS } from '../help-text.ts';

export const linkHelpTexts: Readonly<Record<string, HelpText>> = {
  link: {
    usage: ['awsx link [FLAGS] PROFILE…'],
    notes: [
      [
        'Adds a credential_process to each PROFILE in the config file, so that every',
        'AWS SDK gets its credentials from awsx, under the same name. Settings that',
        'SDKs prefer to it get the prefix awsx_, which awsx alone reads.',
      ],
      ['Shows the lines that change. awsx unlink gives them back as they were.'],
    ],
    examples: [
      { line: 'awsx link prod-admin', what: 'then: AWS_PROFILE=prod-admin terraform apply' },
      { line: 'awsx link prod-admin --dry-run', what: 'shows what it would change' },
    ],
    exitStatus: ORDINARY_STATUS,
  },
  unlink: {
    usage: ['awsx unlink [FLAGS] PROFILE…'],
    notes: [
      [
        'Gives each PROFILE back the lines that awsx link changed, and takes those',
        'away that it added. Shows the lines that change.',
      ],
    ],
    examples: [
      { line: 'awsx unlink prod-admin', what: 'as it was before awsx link' },
      { line: 'awsx unlink prod-admin dev --dry-run', what: 'shows what it would change' },
    ],
    exitStatus: ORDINARY_STATUS,
  },
};
