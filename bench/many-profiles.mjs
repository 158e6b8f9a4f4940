/** How the size of the config file tells. */
import { join } from 'node:path';
import { build } from 'esbuild';
import { awsx, root } from './environment.mjs';
import { cachedExec } from './home.mjs';
import { run } from './run.mjs';

const PROFILES = 10_000;

export const MANY = { backend: 'file', profileCount: PROFILES };

export async function manyProfileRows({ folder, fileHome, bigHome }) {
  const parser = await buildParser(folder);
  const parse = (home) => () => Number(run([process.execPath, parser], { env: home.env }));
  const exec = (home) => ({ command: cachedExec(), env: home.env });
  const process_ = (home) => ({
    command: [...awsx, 'credential-process', 'readonly'],
    env: home.env,
  });
  const row = (what, subject, budget) => ({
    ...{ what, against: 'ten profiles', subject: subject(bigHome), baseline: subject(fileHome) },
    budget,
  });
  return [
    row(`parsing ${PROFILES} profiles, in a new process`, parse, { subject: 60 }),
    row(`cached exec among ${PROFILES} profiles`, exec, { ratio: 2 }),
    row(`cached credential-process among ${PROFILES} profiles`, process_, { ratio: 2 }),
  ];
}

/** Prints the milliseconds that reading and parsing took, without the start of Node. */
async function buildParser(folder) {
  const outfile = join(folder, 'parse.cjs');
  const contents = `
    import * as fileSystem from 'node:fs';
    import { loadSharedConfig } from './profiles/load-shared-config.ts';
    const { env, platform } = process;
    const start = performance.now();
    const config = loadSharedConfig({ env, platform, fileSystem, homeDirectory: env.HOME });
    const milliseconds = performance.now() - start;
    if (config.profiles.size < 10) process.exit(1);
    console.log(milliseconds);
  `;
  const stdin = { contents, resolveDir: root, loader: 'ts' };
  await build({ stdin, outfile, bundle: true, platform: 'node', format: 'cjs' });
  return outfile;
}
