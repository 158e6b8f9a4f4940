import type { Context } from './ports.ts';

/** The same context for `--no-input`: as if there were nobody to ask. */
export function neverAsking(context: Context): Context {
  return {
    ...context,
    hasTerminal: () => false,
    openStore: (backend, options) => context.openStore(backend, { ...options, neverAsk: true }),
    openQuestions: async () => {
      const { createNoQuestions } = await import('./dialogs/no-questions.ts');
      return createNoQuestions();
    },
  };
}
