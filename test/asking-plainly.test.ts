import { expect, test } from 'vitest';
import { askingPlainly } from '../src/asking-plainly.ts';
import { main } from '../src/main.ts';
import type { AskingOptions, Context } from '../src/ports.ts';
import { createFakeContext } from './commands/fake-context.ts';
import { createFakePicker } from './fake-picker.ts';
import { createFakeProgress } from './fake-progress.ts';
import { createFakeQuestions } from './fake-questions.ts';

/** What each port of asking was opened with. */
function createRecorded(config = '') {
  const seen: Record<string, AskingOptions | undefined> = {};
  const { context } = createFakeContext({ config });
  const changes: Partial<Context> = {
    hasTerminal: () => true,
    openStore: (backend, options) => {
      seen['store'] = options;
      return context.openStore(backend);
    },
    openQuestions: async (options) => {
      seen['questions'] = options;
      return createFakeQuestions();
    },
    openProgress: async (options) => {
      seen['progress'] = options;
      return createFakeProgress();
    },
    openPicker: async (options) => {
      seen['picker'] = options;
      return createFakePicker().pick;
    },
  };
  return { context: { ...context, ...changes }, seen };
}

test('with --plain everything that shows or asks is plain, and keeps its other options', async () => {
  const { context, seen } = createRecorded();
  const plainly = askingPlainly(context);
  await plainly.openStore('file', { quiet: true });
  await plainly.openQuestions();
  await plainly.openProgress({ quiet: true });
  await plainly.openPicker();
  expect(seen).toEqual({
    store: { quiet: true, plain: true },
    questions: { plain: true },
    progress: { quiet: true, plain: true },
    picker: { plain: true },
  });
});

const withSource = '[profile p]\ncredential_process = /opt/tool\n';

test.each<[string, string[], string, string]>([
  ['the first steps', ['--plain'], '', 'questions'],
  ['the picker', ['--plain'], withSource, 'picker'],
  ['the picker of a command', ['exec', '--plain'], withSource, 'picker'],
])('%s', async (_name, argv, config, port) => {
  const { context, seen } = createRecorded(config);
  expect(await main(argv, context)).not.toBe(0);
  expect(seen).toEqual({ [port]: { plain: true } });
});
