import { expect, test } from 'vitest';
import { neverAsking } from '../src/never-asking.ts';
import type { OpenStoreOptions } from '../src/ports.ts';
import { createFakeContext } from './commands/fake-context.ts';
import { createFakeQuestions } from './fake-questions.ts';

test('with --no-input nobody is there to be asked, by a store neither', async () => {
  const seen: (OpenStoreOptions | undefined)[] = [];
  const { context } = createFakeContext({ questions: createFakeQuestions('answer') });
  const openStore: typeof context.openStore = (backend, options) => {
    seen.push(options);
    return context.openStore(backend);
  };
  const alone = neverAsking({ ...context, openStore });
  await alone.openStore('file');
  expect(seen).toEqual([{ neverAsk: true }]);
  expect(alone.hasTerminal()).toBe(false);
  const questions = await alone.openQuestions();
  await expect(questions.askText('x')).rejects.toMatchObject({ code: 'input_required' });
});
