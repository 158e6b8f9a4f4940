/**
 * Builds `dist/`: one CommonJS bundle for the entry and the whole hot path, and one ESM build
 * with splitting for everything that is reached by `import()` (docs/adr/0002-two-bundles.md).
 */
import { chmodSync, rmSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('.', import.meta.url));
const coldEntries = new Map();

/** Sends each `import()` of the hot bundle to the cold build and remembers what it needs. */
const sendDynamicImportsToColdBuild = {
  name: 'cold-imports',
  setup(hot) {
    hot.onResolve({ filter: /^\./ }, (found) => {
      if (found.kind !== 'dynamic-import') return undefined;
      const source = resolve(found.resolveDir, found.path);
      const entry = relative(root, source).replace(/\.tsx?$/, '');
      coldEntries.set(entry, source);
      return { path: `./cold/${entry}.mjs`, external: true };
    });
  },
};

/** Packages that must not get into the bundle, each with an empty module in its place. */
const leaveOut = {
  name: 'leave-out',
  setup(cold) {
    // Ink's devtools, and a hook that writes to a captured stderr at exit.
    cold.onResolve({ filter: /^(react-devtools-core|restore-cursor)$/ }, (found) => ({
      path: found.path,
      namespace: 'empty',
    }));
    cold.onLoad({ filter: /.*/, namespace: 'empty' }, () => ({
      contents: 'export default function nothing() {}',
    }));
  },
};

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  mainFields: ['module', 'main'],
  external: ['@napi-rs/keyring', 'keytar'],
  define: { 'process.env.NODE_ENV': '"production"' },
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
};

rmSync(resolve(root, 'dist'), { recursive: true, force: true });
await build({
  ...common,
  entryPoints: ['bin/awsx.ts'],
  outfile: 'dist/awsx.cjs',
  format: 'cjs',
  banner: { js: '#!/usr/bin/env node' },
  plugins: [sendDynamicImportsToColdBuild],
});
if (coldEntries.size > 0) {
  await build({
    ...common,
    entryPoints: Object.fromEntries(coldEntries),
    outdir: 'dist/cold',
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    splitting: true,
    minify: true,
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    plugins: [leaveOut],
  });
}
chmodSync(resolve(root, 'dist/awsx.cjs'), 0o755);
