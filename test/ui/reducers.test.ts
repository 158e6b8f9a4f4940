import { describe, expect, test } from 'vitest';
import { createChoiceReducer } from '../../ui/choose/reducer.ts';
import { isYes, reduceConfirmation } from '../../ui/confirm/reducer.ts';
import { createNameReducer } from '../../ui/confirm-name/reducer.ts';
import { EMPTY_LINE } from '../../ui/line/reducer.ts';
import { reduceMfaCode } from '../../ui/mfa-code/reducer.ts';
import { reduceNewSecret } from '../../ui/new-secret/reducer.ts';
import { reduceTakeOver } from '../../ui/take-over/reducer.ts';
import { reduceText } from '../../ui/text/reducer.ts';
import { typeKeys } from './type-keys.ts';

const NOT_PASTED = 'not pasted: a code has six digits and nothing else';

describe('an MFA code', () => {
  test.each([
    ['typed digit by digit', '123456\r', '123456'],
    ['a leading zero', '000000\r', '000000'],
    ['spaces in a paste', ' 123 456 \r', '123456'],
    ['a no-break space', '123\u00a0456\r', '123456'],
    ['Enter too early', '123\r456\r', '123456'],
    ['backspace', '1239\u007f456\r', '123456'],
    ['backspace on nothing', '\u007f\u007f123456\r', '123456'],
    ['Ctrl-U', '999\u0015123456\r', '123456'],
    ['arrow keys', '123\u001b[D\u001b[C456\r', '123456'],
    ['a bracketed paste', '\u001b[200~123456\u001b[201~\r', '123456'],
    ['a paste in two pieces', '123\u001b[C 456\r', '123456'],
    ['a wrong paste, then the code', '12a3 45678\u001b[C\r123456\r', '123456'],
    ['what follows Enter', '123456\rrm -rf\r', '123456'],
    ['a longer number, then the code', '1234567890123\r123456\r', '123456'],
  ])('%s', (_name, input, text) => {
    expect(typeKeys(reduceMfaCode, input)).toEqual({ ...EMPTY_LINE, text, outcome: 'submitted' });
  });

  test.each([
    ['nothing yet', '', '', undefined],
    ['six digits wait for Enter', '123456', '123456', undefined],
    ['no digits', '\r', '', 'a code has six digits'],
    ['five digits stay', '12345\r', '12345', 'a code has six digits'],
    ['an account id is not taken', '123456789012\r', '', 'a code has six digits'],
    ['a letter', 'x', '', 'digits only'],
    ['letters', 'hunter\r2', '2', undefined],
    ['a paste with a letter', '12a3 45678', '', NOT_PASTED],
    ['a paste of eight digits', '1234 5678', '', NOT_PASTED],
    ['Arabic digits', '١٢٣٤٥٦', '', NOT_PASTED],
    ['full-width digits', '１２３', '', NOT_PASTED],
  ])('stays open: %s', (_name, input, text, note) => {
    expect(typeKeys(reduceMfaCode, input)).toEqual({ ...EMPTY_LINE, text, note });
  });

  test.each(['\u0003', '\u0004', '123\u0003456\r', '12\u001b\u001b'])('cancels on %j', (input) => {
    expect(typeKeys(reduceMfaCode, input)).toEqual({ ...EMPTY_LINE, outcome: 'cancelled' });
  });
});

describe('an MFA code, key by key', () => {
  test.each([
    ['letters among the digits', '12a3456\r', '123456'],
    ['one digit too many, taken back', '1234567\u007f\r', '123456'],
    ['spaces', '12 34 56\r', '123456'],
  ])('%s', (_name, input, text) => {
    const state = Array.from(input).reduce(
      (line, key) => typeKeys(reduceMfaCode, key, line),
      EMPTY_LINE,
    );
    expect(state).toEqual({ ...EMPTY_LINE, text, outcome: 'submitted' });
  });

  test.each([
    ['each digit has its star', '12345678', '12345678', undefined],
    ['seven digits go at Enter', '1234567\r', '', 'a code has six digits'],
    ['a letter last', '1x', '1', 'digits only'],
  ])('stays open: %s', (_name, input, text, note) => {
    const state = Array.from(input).reduce(
      (line, key) => typeKeys(reduceMfaCode, key, line),
      EMPTY_LINE,
    );
    expect(state).toEqual({ ...EMPTY_LINE, text, note });
  });

  test('a wrong paste leaves what was typed', () => {
    const typed = typeKeys(reduceMfaCode, '12');
    expect(typeKeys(reduceMfaCode, 'a3', typed)).toMatchObject({ text: '12', note: NOT_PASTED });
  });
});

describe('text', () => {
  test.each([
    ['as typed', 'a b\r', 'a b'],
    ['an empty one', '\r', ''],
    ['a whole character goes at backspace', 'a😀\u007f\r', 'a'],
    ['with all its accents', 'ae\u0301\u0323\u007f\r', 'a'],
    ['a Hangul syllable of three letters', 'a\u1112\u1161\u11ab\u007f\r', 'a'],
    ['an emoji of several', 'a👩‍🚀\u007f\r', 'a'],
    ['Ctrl-W starts anew', 'abc\u0017d\r', 'd'],
  ])('%s', (_name, input, text) => {
    expect(typeKeys(reduceText, input)).toMatchObject({ text, outcome: 'submitted' });
  });

  test('stops at a length that nobody types', () => {
    expect(typeKeys(reduceText, 'x'.repeat(10_000)).text).toHaveLength(4096);
  });
});

describe('yes or no', () => {
  test.each([
    ['y\r', true],
    ['YES\r', true],
    ['n\r', false],
    ['No\r', false],
    ['\r', false],
    ['what\ry\r', true],
  ])('%j', (input, answer) => {
    const { text, outcome } = typeKeys(reduceConfirmation, input);
    expect([outcome, isYes(text)]).toEqual(['submitted', answer]);
  });

  test('anything else is asked again', () => {
    const { note, text, outcome } = typeKeys(reduceConfirmation, 'yep\r');
    expect([outcome, text, note]).toEqual(['open', '', 'type y for yes or n for no']);
  });
});

describe('a choice', () => {
  test.each([
    ['1\r', '1'],
    ['12\r', '12'],
    ['0\r13\r 7 \r', '7'],
    ['x3\r', '3'],
  ])('%j', (input, text) => {
    expect(typeKeys(createChoiceReducer(12), input)).toMatchObject({ text, outcome: 'submitted' });
  });

  test.each(['\r', '0\r', '13\r', '99999999999999999999\r', 'x'])('refuses %j', (input) => {
    expect(typeKeys(createChoiceReducer(12), input)).toMatchObject({
      text: '',
      note: 'type a number from 1 to 12',
      outcome: 'open',
    });
  });
});

describe('a new secret', () => {
  const GOOD = 'correct horse battery staple';
  const EASY = 'easy to guess: four random words are better; Enter keeps it';
  const NOT_THE_SAME = 'the two were not the same: choose it anew';

  test.each([
    ['typed twice', `${GOOD}\r${GOOD}\r`, GOOD],
    ['corrected', `${GOOD}x\u007f\r${GOOD}\r`, GOOD],
    ['chosen anew after a slip', `${GOOD}\r${GOOD}x\r${GOOD}\r${GOOD}\r`, GOOD],
    ['easy to guess, but wanted', 'short\r\rshort\r', 'short'],
    ['changed after the hint', `short\r er\u0015${GOOD}\r${GOOD}\r`, GOOD],
    ['with blanks at its ends', ` ${GOOD} \r ${GOOD} \r`, ` ${GOOD} `],
  ])('%s', (_name, input, text) => {
    expect(typeKeys(reduceNewSecret, input)).toEqual({
      ...EMPTY_LINE,
      text,
      outcome: 'submitted',
    });
  });

  test.each([
    ['an empty one', '\r', { note: 'an empty one protects nothing' }],
    ['an easy one, at first', 'hunter2\r', { text: 'hunter2', note: EASY }],
    ['one key held down', `${'a'.repeat(40)}\r`, { text: 'a'.repeat(40), note: EASY }],
    ['an easy one that was changed', 'hunter2\r3\r', { text: 'hunter23', note: EASY }],
    ['the first of two', `${GOOD}\r`, { before: GOOD }],
    ['an empty second', `${GOOD}\r\r`, { note: NOT_THE_SAME }],
    ['two that differ', `${GOOD}\r${GOOD.toUpperCase()}\r`, { note: NOT_THE_SAME }],
    ['the second while it is typed', `${GOOD}\rcor`, { before: GOOD, text: 'cor' }],
    ['the second that is cleared', `${GOOD}\rcor\u0015`, { before: GOOD }],
  ])('stays open: %s', (_name, input, state) => {
    expect(typeKeys(reduceNewSecret, input)).toEqual({ ...EMPTY_LINE, ...state });
  });

  test.each(['\u0003', `${GOOD}\r\u0003`])('cancels on %j', (input) => {
    expect(typeKeys(reduceNewSecret, input)).toEqual({ ...EMPTY_LINE, outcome: 'cancelled' });
  });
});

describe('a name to be typed', () => {
  test.each([
    ['the name', 'prod', 'prod\r'],
    ['blanks around it', 'prod', ' prod \r'],
    ['after a slip', 'prod', 'prdo\rprod\r'],
    ['an accent put together otherwise', 'caf\u00e9', 'cafe\u0301\r'],
    ['a name that can be typed only as it is shown', 'a\u001b[2J', 'a\\x1b[2J\r'],
    ['a name of Object.prototype', '__proto__', '__proto__\r'],
  ])('%s', (_, name, input) => {
    expect(typeKeys(createNameReducer(name), input)).toMatchObject({ outcome: 'submitted' });
  });

  test.each(['\r', 'y\r', 'PROD\r', 'prod-admin\r', 'pro\r'])('refuses %j', (input) => {
    expect(typeKeys(createNameReducer('prod'), input)).toEqual({
      ...EMPTY_LINE,
      note: 'type prod to go on, or press Esc',
    });
  });
});

describe('an offer to take a question over', () => {
  test.each([
    ['Enter', '\r', 'submitted'],
    ['what was meant for others, then Enter', 'ls -l\r', 'submitted'],
    ['Esc', '\u001b\u001b', 'cancelled'],
    ['other keys', 'yes\u001b[A\t', 'open'],
  ])('%s', (_, input, outcome) => {
    expect(typeKeys(reduceTakeOver, input)).toEqual({ ...EMPTY_LINE, outcome });
  });
});
