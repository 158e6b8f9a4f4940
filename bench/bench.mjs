/**
 * `npm run bench`: what awsx costs, in pairs of runs against something known, as Markdown on
 * stdout. Needs no account; what is not on this machine is said to be not available.
 *
 *   npm run bench -- --pairs 31 --only cached
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildAgeAlone } from './age-alone.mjs';
import { prepareAwsVault } from './aws-vault.mjs';
import { cachedRows, withoutAge } from './cached.mjs';
import { measureCold } from './cold.mjs';
import { createHome } from './home.mjs';
import { MANY, manyProfileRows } from './many-profiles.mjs';
import { measurePairs } from './measure.mjs';
import { measureParallel } from './parallel.mjs';
import { measurePicker } from './picker.mjs';
import { FRAME_HOME, measureFrames } from './picker-frame.mjs';
import { startPracticeAws } from './practice-aws.mjs';
import { formatMachine, formatSizes, formatTimes } from './report.mjs';
import { startSecretService } from './secret-service.mjs';
import { measureSizes } from './sizes.mjs';

const { values } = parseArgs({
  options: { pairs: { type: 'string', default: '31' }, only: { type: 'string' } },
});
const pairs = Number(values.pairs);
const undo = [];

try {
  const scene = await prepare();
  const parts = {
    cached: async () => formatTimes(await measureCached(scene)),
    cold: async () => formatTimes(await measureCold({ ...scene, pairs })),
    many: async () => formatTimes(await measureRows(await manyProfileRows(await withMany(scene)))),
    parallel: async () => formatTimes(await measureParallel({ ...scene, pairs })),
    picker: async () => formatTimes(await measureWholePicker(await withFrameHome(scene))),
    sizes: async () => formatSizes(measureSizes(scene.folder)),
  };
  for (const [name, measure] of Object.entries(parts)) {
    if (values.only === undefined || values.only === name) console.log(`${await measure()}\n`);
  }
  console.log(formatMachine(pairs));
} finally {
  for (const step of undo.reverse()) await step();
}

/** The things that are measured, each with what has to be undone at the end. */
async function prepare() {
  const folder = mkdtempSync(join(tmpdir(), 'awsx-bench-'));
  undo.push(() => rmSync(folder, { recursive: true, force: true }));
  const aws = await startPracticeAws();
  undo.push(aws.stop);
  const fileHome = await addHome(aws, { backend: 'file' });
  const awsVault = prepareAwsVault(aws, fileHome);
  if (awsVault) undo.push(awsVault.remove);
  return {
    ...{ folder, aws, fileHome, awsVault },
    keychainHome: await addKeychainHome(aws),
    ageAlone: await buildAgeAlone(folder),
  };
}

async function addHome(aws, options) {
  const home = await createHome(aws, options);
  undo.push(home.remove);
  return home;
}

/** Undefined where there is no Secret Service to be had. */
async function addKeychainHome(aws) {
  const service = await startSecretService();
  if (service === undefined) return undefined;
  undo.push(service.stop);
  return addHome(aws, { backend: 'keychain', env: service.env });
}

async function withMany(scene) {
  return { ...scene, bigHome: await addHome(scene.aws, MANY) };
}

async function withFrameHome(scene) {
  return { ...scene, pairs, frameHome: await addHome(scene.aws, FRAME_HOME) };
}

async function measureWholePicker(scene) {
  return [...(await measureFrames(scene)), ...(await measurePicker(scene))];
}

async function measureCached(scene) {
  const rows = await measureRows(cachedRows(scene));
  return [...rows, withoutAge(rows)];
}

async function measureRows(rows) {
  const measured = [];
  for (const row of rows) measured.push(await measureRow(row));
  return measured;
}

async function measureRow({ subject, baseline, ...row }) {
  if (subject === undefined) return row;
  const measured = await measurePairs({ pairs, subject, baseline: baseline ?? subject });
  return { ...row, subject: measured.subject, baseline: baseline && measured.baseline };
}
