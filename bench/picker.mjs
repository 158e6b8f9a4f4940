/** What typing into the picker costs among 10,000 profiles. */
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './environment.mjs';
import { summarize } from './measure.mjs';
import { run } from './run.mjs';

const PROFILES = 10_000;
const KEYSTROKE = { subject: 16 };
const SLOW_KEYSTROKE = { subject: 40 };

export async function measurePicker({ folder, pairs }) {
  const program = await buildProgram(folder);
  const runs = Array.from({ length: pairs }, () =>
    JSON.parse(run([process.execPath, program], { env: process.env })),
  );
  // Some letters find ten thousand profiles, some three: the times differ without any noise.
  const unequal = { spread: 0 };
  const keystrokes = runs.flatMap((measured) => measured.keystrokes);
  return [
    { what: `creating the rows of ${PROFILES} profiles`, subject: of(runs, 'rows') },
    { what: 'preparing to search them', subject: of(runs, 'rank') },
    {
      what: 'finding and ranking, a keystroke',
      subject: { ...summarize(keystrokes), ...unequal },
      budget: KEYSTROKE,
    },
    {
      what: 'the same, the slowest of a hundred',
      subject: { ...slowest(keystrokes), ...unequal },
      budget: SLOW_KEYSTROKE,
    },
  ];
}

function of(runs, name) {
  return summarize(runs.map((measured) => measured[name]));
}

/** The 99th percentile in the place of the median. */
function slowest(times) {
  const sorted = [...times].sort((one, other) => one - other);
  return { ...summarize(times), median: sorted[Math.round(0.99 * (sorted.length - 1))] };
}

/** Types what the table of expected hits has, letter by letter, in a process of its own. */
async function buildProgram(folder) {
  const outfile = join(folder, 'picker.cjs');
  const contents = `
    import { parseDocument } from './profiles/document.ts';
    import { mergeFiles } from './profiles/merge-files.ts';
    import { createRows } from './src/picker/create-rows.ts';
    import { createRank } from './src/picker/rank.ts';
    import { EXPECTED_HITS } from './test/picker/expected-hits.ts';
    import { realisticConfig } from './test/picker/realistic-config.ts';

    const copies = Array.from({ length: ${PROFILES} / 500 }, (_, copy) =>
      realisticConfig().replace(/^\\[profile ('?)(.*?)('?)\\]$/gm, '[profile $1$2-' + copy + '$3]')
        .replace(/^source_profile = .*$/gm, '$&-' + copy));
    const config = mergeFiles([parseDocument(copies.join('\\n'), '/config', 'config')]);
    const baseCredentials = copies.map((_, copy) => ({ profile: 'acme-main-' + copy, accessKeyId: 'A', backend: 'file' }));
    const recentUse = { frecency: new Map(), pins: new Set() };
    const time = (work) => {
      const start = performance.now();
      const result = work();
      return { result, milliseconds: performance.now() - start };
    };
    const rows = time(() => createRows({ config, index: { baseCredentials }, sessions: [], now: new Date(), recentUse }));
    const rank = time(() => createRank(rows.result));
    const keystrokes = EXPECTED_HITS.slice(0, 40).flatMap(([query]) =>
      Array.from(query, (_, index) =>
        time(() => rank.result(query.slice(0, index + 1)).slice(0, 20).map(({ matches }) => matches)).milliseconds));
    if (rows.result.length < ${PROFILES} - 50) process.exit(1);
    console.log(JSON.stringify({ rows: rows.milliseconds, rank: rank.milliseconds, keystrokes }));
  `;
  const stdin = { contents, resolveDir: root, loader: 'ts' };
  await build({ stdin, outfile, bundle: true, platform: 'node', format: 'cjs' });
  return outfile;
}
