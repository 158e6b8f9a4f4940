import { expect, test } from 'vitest';
import { readNewKey } from '../../src/commands/read-new-key.ts';
import { createFakeQuestions } from '../fake-questions.ts';
import { createFakeContext } from './fake-context.ts';

test.each([
  ['AKIA BCD', 'the access key id contains a space or line break'],
  ['', 'the access key id is empty'],
])('the secret is not asked for after the id %j', async (accessKeyId, message) => {
  const questions = createFakeQuestions(accessKeyId);
  const { context } = createFakeContext({ questions });
  const key = readNewKey({ positionals: ['dev'], flags: {} }, context);
  await expect(key).rejects.toMatchObject({ code: 'invalid_argument', message });
  expect(questions.asked).toEqual(['AWS access key id of profile "dev"']);
});
