/**
 * Bytes, which are the same on every machine: what every cached run loads, what is loaded on
 * demand, and what an installation takes. `npm run bench` measures the rest.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { awsxScript, runProgram } from './harness.ts';

const KILOBYTE = 1000;
const root = fileURLToPath(new URL('../..', import.meta.url));
const dist = dirname(awsxScript);

it('what every run loads stays small', () => {
  expect(sizeOf(awsxScript)).toBeLessThan(300 * KILOBYTE);
});

it('what is loaded on demand stays in bounds', () => {
  expect(sizeOf(join(dist, 'cold'))).toBeLessThan(2000 * KILOBYTE);
});

it('an installation takes at most 25 MB', async () => {
  const pack = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const { stdout } = await runProgram('npm', pack, { cwd: root });
  const [packed] = JSON.parse(stdout) as readonly Packed[];
  expect(packed?.files.map(({ path }) => path)).toContain('dist/awsx.cjs');
  const installed = Number(packed?.unpackedSize) + installedDependencies();
  expect(installed).toBeGreaterThan(sizeOf(dist));
  expect(installed).toBeLessThan(25_000 * KILOBYTE);
});

interface Packed {
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

/** The packages that come with awsx, with the native parts for this platform. */
function installedDependencies(): number {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const modules = join(root, 'node_modules');
  return Object.keys(dependencies)
    .flatMap((name) => {
      const scope = dirname(join(modules, name));
      return readdirSync(scope)
        .map((sibling) => join(scope, sibling))
        .filter((path) => path.startsWith(join(modules, name)));
    })
    .reduce((total, path) => total + sizeOf(path), 0);
}

function sizeOf(path: string): number {
  if (statSync(path).isFile()) return statSync(path).size;
  return readdirSync(path, { withFileTypes: true }).reduce(
    (total, entry) => total + sizeOf(join(path, entry.name)),
    0,
  );
}
