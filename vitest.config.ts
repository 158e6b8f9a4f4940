import { defineConfig } from 'vitest/config';

const shared = {
  globals: false,
  restoreMocks: true,
  unstubEnvs: true,
  unstubGlobals: true,
  expect: { requireAssertions: true },
  sequence: { shuffle: true },
  setupFiles: ['test/setup.ts'],
};

/** Completion scripts as text, as the build imports them. */
const scriptsAsText = {
  name: 'scripts-as-text',
  transform(content: string, file: string) {
    if (!/\.(bash|zsh|fish|ps1)$/.test(file)) return undefined;
    return { code: `export default ${JSON.stringify(content)};`, map: null };
  },
};

export default defineConfig({
  plugins: [scriptsAsText],
  test: {
    reporters: ['default', './test/closing-line-reporter.ts'],
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: 'unit',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: ['test/cli/**'],
          testTimeout: 10_000,
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'cli',
          globalSetup: ['test/build-once.ts'],
          include: ['test/cli/**/*.test.ts'],
          pool: 'forks',
          testTimeout: 60_000,
        },
      },
    ],
  },
});
