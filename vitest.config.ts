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

export default defineConfig({
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
