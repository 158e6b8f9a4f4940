import type { Context } from './ports.ts';

/** The same context for `--plain`: whatever it shows or asks is not drawn a second time. */
export function askingPlainly(context: Context): Context {
  const plain = true;
  return {
    ...context,
    openStore: (backend, options) => context.openStore(backend, { ...options, plain }),
    openQuestions: () => context.openQuestions({ plain }),
    openProgress: (options) => context.openProgress({ ...options, plain }),
    openPicker: () => context.openPicker({ plain }),
  };
}
