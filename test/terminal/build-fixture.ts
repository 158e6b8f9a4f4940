import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { afterAll } from 'vitest';

/** Bundles a fixture of this folder as build.mjs bundles awsx; the bundle goes with the tests. */
export function buildFixture(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'awsx-fixture-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const nothing = join(folder, 'nothing.js');
  writeFileSync(nothing, 'export default function nothing() {}');
  const outfile = join(folder, `${name}.mjs`);
  buildSync({
    entryPoints: [fileURLToPath(new URL(`fixtures/${name}.ts`, import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    mainFields: ['module', 'main'],
    alias: { 'react-devtools-core': nothing, 'restore-cursor': nothing },
    define: { 'process.env.NODE_ENV': '"production"' },
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  return outfile;
}
