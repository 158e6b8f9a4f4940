/**
 * Builds `dist/`: one CommonJS bundle for the entry and the whole hot path, and one ESM build
 * with splitting for everything that is reached by `import()` (docs/adr/0002-two-bundles.md); also
 * the small program that reads a locked keychain (docs/adr/0005-keychain-locked-state.md).
 * With --list-hot-path it writes nothing and prints the modules of the first, with
 * --list-cold-modules as JSON those of each file of the second.
 */
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('.', import.meta.url));

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  mainFields: ['module', 'main'],
  external: ['@napi-rs/keyring', 'keytar'],
  loader: { '.bash': 'text', '.zsh': 'text', '.fish': 'text', '.ps1': 'text' },
  define: { 'process.env.NODE_ENV': '"production"' },
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
};

/** Packages that must not get into the bundle, each with an empty module in its place; and fetch. */
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
    // Yoga decodes its WebAssembly with fetch where there is one: loading that takes Node longer
    // than all of Yoga.
    cold.onLoad({ filter: /yoga-wasm-base64-esm\.js$/ }, ({ path }) => ({
      contents: `const fetch = undefined;\n${readFileSync(path, 'utf8')}`,
    }));
  },
};

if (process.argv.includes('--list-hot-path')) {
  const { metafile } = await buildHot(root, { write: false });
  console.log(Object.keys(metafile.inputs).sort().join('\n'));
} else if (process.argv.includes('--list-cold-modules')) {
  const { coldEntries } = await buildHot(join(root, 'dist'), { write: false });
  const { metafile } = await buildCold(join(root, 'dist'), { coldEntries, write: false });
  const files = Object.entries(metafile.outputs);
  console.log(JSON.stringify(files.map(([file, { inputs }]) => [file, Object.keys(inputs)])));
} else {
  // Beside dist/ and moved file by file, so that awsx can run while it is being built.
  const folder = mkdtempSync(join(root, '.dist-'));
  try {
    const { coldEntries } = await buildHot(folder, { write: true });
    await buildCold(folder, { coldEntries, write: true });
    await buildKeychainChild(folder);
    chmodSync(join(folder, 'awsx.cjs'), 0o755);
    replaceFiles(folder, join(root, 'dist'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The entry and all it imports statically. Answers what it reaches by `import()`. */
async function buildHot(folder, { write }) {
  const coldEntries = new Map();
  const { metafile } = await build({
    ...common,
    write,
    entryPoints: ['bin/awsx.ts'],
    outfile: join(folder, 'awsx.cjs'),
    format: 'cjs',
    banner: { js: '#!/usr/bin/env node' },
    plugins: [sendDynamicImportsToColdBuild(coldEntries)],
  });
  return { metafile, coldEntries };
}

/** The program that awsx starts to read a keychain which may ask to be unlocked. */
async function buildKeychainChild(folder) {
  const entryPoints = ['bin/keychain-child.ts'];
  await build({
    ...common,
    entryPoints,
    outfile: join(folder, 'keychain-child.cjs'),
    format: 'cjs',
  });
}

/** Sends each `import()` of the hot bundle to the cold build and remembers what it needs. */
function sendDynamicImportsToColdBuild(coldEntries) {
  return {
    name: 'cold-imports',
    setup(hot) {
      hot.onResolve({ filter: /^\./ }, (found) => {
        if (found.kind !== 'dynamic-import') return undefined;
        const source = resolve(found.resolveDir, found.path);
        const entry = relative(root, source)
          .replace(/\.tsx?$/, '')
          .replaceAll('\\', '/');
        coldEntries.set(entry, source);
        return { path: `./cold/${entry}.mjs`, external: true };
      });
    },
  };
}

function buildCold(folder, { coldEntries, write }) {
  return build({
    ...common,
    write,
    entryPoints: Object.fromEntries(coldEntries),
    outdir: join(folder, 'cold'),
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

/** Moves all files over, what is imported before what imports it, and removes what is left. */
function replaceFiles(from, to) {
  const isChunk = (file) => /^cold\/[^/]+$/.test(file);
  const files = listFiles(from).filter((file) => file !== 'awsx.cjs');
  const ordered = [...files.filter(isChunk), ...files.filter((file) => !isChunk(file)), 'awsx.cjs'];
  for (const file of ordered) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    renameSync(join(from, file), join(to, file));
  }
  for (const file of listFiles(to)) if (!ordered.includes(file)) rmSync(join(to, file));
}

function listFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}
