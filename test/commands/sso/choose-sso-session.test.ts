import { describe, expect, test } from 'vitest';
import { loadSharedConfig } from '../../../profiles/load-shared-config.ts';
import { chooseSsoSession } from '../../../src/commands/sso/choose-sso-session.ts';
import { createFakeQuestions } from '../../fake-questions.ts';
import { createFakeContext } from '../fake-context.ts';

function choose(names: readonly string[], named?: string, answer?: string) {
  const config = names.map((name) => `[sso-session ${name}]\n`).join('');
  const questions = answer === undefined ? {} : { questions: createFakeQuestions(answer) };
  const { context } = createFakeContext({ config, ...questions });
  return chooseSsoSession({ named, context, config: loadSharedConfig(context) });
}

test.each([
  ['the one that was typed', ['a', 'b'], 'b', undefined, 'b'],
  ['the only one', ['a'], undefined, undefined, 'a'],
  ['the one that was chosen', ['a', 'b'], undefined, '1', 'b'],
])('%s', async (_, names, named, answer, expected) => {
  expect(await choose(names, named, answer)).toBe(expected);
});

describe('none', () => {
  test.each([
    ['of several, with nobody to ask', ['a', 'b'], undefined, 'usage', 'they are a, b'],
    ['that does not exist', ['acme', 'b'], 'acmee', 'setting_invalid', 'did you mean "acme"?'],
    ['that is near', ['acme', 'b'], 'other', 'setting_invalid', 'there are acme, b'],
    ['where none is', [], undefined, 'setting_invalid', 'add a section [sso-session NAME]'],
    ['where none is by that name', [], '__proto__', 'setting_invalid', 'add a section'],
  ])('%s', async (_, names, named, code, hint) => {
    await expect(choose(names, named)).rejects.toMatchObject({
      code,
      hint: expect.stringContaining(hint),
    });
  });
});
