import { expect, test } from 'vitest';
import type { Dialog, DialogRequest } from '../../src/dialogs/dialog.ts';
import { createDialogQuestions } from '../../src/dialogs/dialog-questions.ts';
import { createZenityCall } from '../../src/dialogs/zenity.ts';

const QUESTION = {
  profile: 'p<b>rod</b>',
  serialNumber: 'arn:aws:iam::123456789012:mfa/jon',
  rejected: 'invalid\ncode',
  attempt: 2,
};

/** Questions to a person who gives these answers one after the other; `undefined` cancels. */
function answering(...answers: readonly (string | undefined)[]) {
  const requests: DialogRequest[] = [];
  const dialog: Dialog = {
    file: '/usr/bin/zenity',
    createCall: (file, request) => {
      requests.push(request);
      return createZenityCall(file, request);
    },
  };
  const questions = createDialogQuestions({
    dialogs: [dialog],
    run: async () => {
      const answer = answers[requests.length - 1];
      const status = answer === undefined ? 1 : 0;
      return { status, stdout: `${answer ?? ''}\n`, stderr: '', timedOut: false };
    },
  });
  return { questions, requests };
}

test('a code is asked for in the words of the terminal, hidden, without markup', async () => {
  const { questions, requests } = answering(' 123 456 ');
  expect((await questions.askMfaCode(QUESTION)).reveal()).toBe('123456');
  expect(requests).toEqual([
    {
      title: 'awsx',
      message: [
        'invalid∖x0acode',
        'MFA code for profile "p‹b›rod‹/b›"',
        'device: arn:aws:iam::123456789012:mfa/jon',
      ].join('\n'),
      hidden: true,
      timeoutSeconds: 120,
    },
  ]);
});

test('a code of the wrong form is asked for again', async () => {
  const { questions, requests } = answering('12345', '1234567', '123456');
  expect((await questions.askMfaCode(QUESTION)).reveal()).toBe('123456');
  expect(requests[1]?.message).toMatch(/^that answer is not of the right form\n/);
});

test('three wrong answers are enough', async () => {
  const { questions, requests } = answering('1', '2', '3', '4');
  await expect(questions.askMfaCode(QUESTION)).rejects.toMatchObject({ code: 'cancelled' });
  expect(requests).toHaveLength(3);
});

test('closing the dialog cancels', async () => {
  const { questions } = answering(undefined);
  await expect(questions.askSecret('Passphrase')).rejects.toMatchObject({ code: 'cancelled' });
});

test('a secret is taken as it is', async () => {
  const { questions, requests } = answering(' with spaces ');
  expect((await questions.askSecret('Passphrase')).reveal()).toBe(' with spaces ');
  expect(requests[0]?.hidden).toBe(true);
});

test('text is seen', async () => {
  const { questions, requests } = answering('AKIA');
  await expect(questions.askText('Key id')).resolves.toBe('AKIA');
  expect(requests[0]?.hidden).toBe(false);
});

test.each([
  ['yes', true],
  ['Y', true],
  ['no', false],
  [' n ', false],
])('%j is %j', async (text, answer) => {
  await expect(answering(text).questions.confirm('Forget it?')).resolves.toBe(answer);
});

test('neither yes nor no is asked again', async () => {
  const { questions, requests } = answering('', 'maybe', 'yes');
  await expect(questions.confirm('Forget it?')).resolves.toBe(true);
  expect(requests).toHaveLength(3);
});

test('a choice is made by its number, of a list that fits on a screen', async () => {
  const choices = Array.from({ length: 50 }, (_, index) => `profile-${index}`);
  const { questions, requests } = answering('0', '51', '50');
  await expect(questions.choose('Profile', choices)).resolves.toBe(49);
  expect(requests[0]?.message.split('\n').slice(-3)).toEqual([
    '40  profile-39',
    'and 10 more',
    'type a number from 1 to 50',
  ]);
});

test('a new secret is asked for twice, the second time until it is the same', async () => {
  const { questions, requests } = answering('', 'sesame', 'sesam', 'sesame');
  expect((await questions.askNewSecret('New passphrase')).reveal()).toBe('sesame');
  expect(requests.map(({ hidden }) => hidden)).toEqual([true, true, true, true]);
  expect(requests[2]?.message).toBe('New passphrase: the same again');
});

test.each(['prod<1>', 'prod‹1›'])(
  'a name is typed as it is or as it is shown: %s',
  async (typed) => {
    const { questions, requests } = answering('yes', typed);
    await expect(questions.confirmName('This removes it.', 'prod<1>')).resolves.toBeUndefined();
    expect(requests[0]?.message).toBe('This removes it.\ntype prod‹1› to go on');
  },
);

test('nothing is offered in a dialog', async () => {
  const { questions } = answering('');
  expect(questions.terminalName()).toBeUndefined();
  const elsewhere = { processId: 1, signal: new AbortController().signal, takeOver: () => {} };
  await expect(questions.offerTakeOver(elsewhere)).rejects.toMatchObject({
    code: 'input_required',
  });
});

test('a dialog that cannot be shown leaves it to the next one, the last to nobody', async () => {
  const tried: string[] = [];
  const questions = createDialogQuestions({
    dialogs: ['/usr/bin/zenity', '/usr/bin/kdialog'].map((file) => ({
      file,
      createCall: createZenityCall,
    })),
    run: async ({ file }) => {
      tried.push(file);
      return { status: undefined, stdout: '', stderr: '', timedOut: false };
    },
  });
  await expect(questions.askText('Key id')).rejects.toMatchObject({ code: 'input_required' });
  expect(tried).toEqual(['/usr/bin/zenity', '/usr/bin/kdialog']);
});
