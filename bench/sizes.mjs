import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './environment.mjs';
import { run } from './run.mjs';

/** Bytes of what is built and of what an installation takes. */
export function measureSizes(folder) {
  return [
    { what: 'dist/awsx.cjs, the hot path', bytes: sizeOf(join(root, 'dist/awsx.cjs')) },
    { what: 'dist/cold, loaded on demand', bytes: sizeOf(join(root, 'dist/cold')) },
    { what: 'installed into an empty folder', bytes: installedSize(folder), budget: 25e6 },
  ];
}

/** Undefined when npm cannot install it: the native package comes from the registry. */
function installedSize(folder) {
  const env = process.env;
  const [packed] = JSON.parse(
    run(['npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
      env,
      cwd: root,
    }),
  );
  const target = join(folder, 'installed');
  const install = ['install', '--silent', '--no-audit', '--prefer-offline', '--prefix', target];
  try {
    run(['npm', ...install, join(folder, packed.filename)], { env, cwd: folder });
    return sizeOf(target);
  } catch {
    return undefined;
  } finally {
    rmSync(target, { recursive: true, force: true });
  }
}

function sizeOf(path) {
  const status = statSync(path);
  if (!status.isDirectory()) return status.size;
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((total, entry) => total + statSync(join(entry.parentPath, entry.name)).size, 0);
}
