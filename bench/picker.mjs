/** What typing into the picker costs among 10,000 profiles. */
import { join } from 'node:path';
import { build } from 'esbuild';
import { root } from './environment.mjs';
import { MANY_PROFILES, PROFILES, summarizeKeystrokes, summarizeSlowest } from './many-rows.mjs';
import { summarize } from './measure.mjs';
import { run } from './run.mjs';

const KEYSTROKE = { subject: 16 };
const SLOW_KEYSTROKE = { subject: 40 };

export async function measurePicker({ folder, pairs }) {
  const program = await buildProgram(folder);
  const runs = Array.from({ length: pairs }, () =>
    JSON.parse(run([process.execPath, program], { env: process.env })),
  );
  const keystrokes = runs.flatMap((measured) => measured.keystrokes);
  return [
    { what: `creating the rows of ${PROFILES} profiles`, subject: of(runs, 'rows') },
    { what: 'preparing to search them', subject: of(runs, 'rank') },
    {
      what: 'finding and ranking, a keystroke',
      subject: summarizeKeystrokes(keystrokes),
      budget: KEYSTROKE,
    },
    {
      what: 'the same, the slowest of a hundred',
      subject: summarizeSlowest(keystrokes),
      budget: SLOW_KEYSTROKE,
    },
  ];
}

function of(runs, name) {
  return summarize(runs.map((measured) => measured[name]));
}

/** Types what the table of expected hits has, letter by letter, in a process of its own. */
async function buildProgram(folder) {
  const outfile = join(folder, 'picker.cjs');
  const contents = `
    ${MANY_PROFILES}
    import { createRank } from './src/picker/rank.ts';

    const baseCredentials = copies.map((_, copy) => ({ profile: 'acme-main-' + copy, accessKeyId: 'A', backend: 'file' }));
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
