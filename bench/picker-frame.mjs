/** How soon the picker is there, and what a keystroke's frame costs among 10,000 profiles. */
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { build } from 'esbuild';
import { awsx, bareNode, root } from './environment.mjs';
import { MANY_PROFILES, PROFILES, summarizeKeystrokes, summarizeSlowest } from './many-rows.mjs';
import { measurePairs, timeProcess } from './measure.mjs';
import { run } from './run.mjs';

const FIRST_FRAME_PROFILES = 1000;
const SCREEN = { cols: 80, rows: 24 };
/** In the last line of the first frame. */
const LAST_WORDS = 'esc leave';

/** `frameHome` has as many profiles as {@link FRAME_HOME} says. */
export async function measureFrames({ folder, frameHome, pairs }) {
  const bare = { command: bareNode, env: frameHome.env };
  const first = await measurePairs({
    pairs: Math.min(pairs, 15),
    subject: () => timeFirstFrame(frameHome.env),
    baseline: () => timeProcess(bare),
  });
  return [
    {
      what: `first frame of the picker, ${FIRST_FRAME_PROFILES} profiles`,
      against: 'node -e 0',
      ...first,
      budget: { subject: 300 },
    },
    ...(await measureKeystrokes(folder)),
  ];
}

export const FRAME_HOME = { backend: 'file', profileCount: FIRST_FRAME_PROFILES };

/** From the start of the process until the last line of the frame is on the terminal. */
function timeFirstFrame(env) {
  const [file, ...args] = awsx;
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const terminal = spawn(file, args, { ...SCREEN, env: { ...env, TERM: 'xterm-256color' } });
    let shown = '';
    let milliseconds;
    terminal.onData((text) => {
      shown += text;
      if (milliseconds !== undefined || !shown.includes(LAST_WORDS)) return;
      milliseconds = performance.now() - start;
      terminal.write('\u0003');
    });
    terminal.onExit(() => {
      if (milliseconds === undefined) reject(new Error(`no frame: ${shown}`));
      else resolve(milliseconds);
    });
  });
}

/** The work of a key: search, layout, and the text for the terminal. */
async function measureKeystrokes(folder) {
  const program = await buildProgram(folder);
  const times = JSON.parse(run([process.execPath, program], { env: process.env }));
  const where = `among ${PROFILES} profiles, ${SCREEN.cols} × ${SCREEN.rows}`;
  return [
    {
      what: `frame of a keystroke ${where}`,
      subject: summarizeKeystrokes(times),
      budget: { subject: 16 },
    },
    {
      what: 'the same, the slowest of a hundred',
      subject: summarizeSlowest(times),
      budget: { subject: 40 },
    },
  ];
}

/** Types what the table of expected hits has, letter by letter, and takes each query away again. */
async function buildProgram(folder) {
  const outfile = join(folder, 'picker-frame.mjs');
  const contents = `
    ${MANY_PROFILES}
    import { measureColumns } from './ui/pick-profile/columns.ts';
    import { createFrame, fitToScreen } from './ui/pick-profile/frame.ts';
    import { createPickerReducer } from './ui/pick-profile/reducer.ts';
    import { createRehearsal } from './ui/pick-profile/rehearse.ts';
    import { renderFrame } from './ui/pick-profile/render-frame.tsx';
    import { createSearch } from './ui/pick-profile/search.ts';
    import { createPickerState } from './ui/pick-profile/state.ts';

    const now = new Date();
    const rows = createRows({ config, index: { baseCredentials: [] }, sessions: [], now, recentUse });
    const { search, prepare } = createSearch();
    const actions = ['command', 'console', 'copy', 'refresh', 'clear'];
    const reduce = createPickerReducer({ search, actions });
    const preview = (profile) => [profile, '1. key of dev in the vault (file)', 'asks nothing'];
    const input = {
      ...{ actions, columns: ${SCREEN.cols}, rows: ${SCREEN.rows}, now, preview },
      ...{ defaultAction: 'open a shell', widths: measureColumns(rows) },
    };
    let state = createPickerState({ rows }, search);
    const render = (state) => {
      const fitted = fitToScreen({ ...input, state });
      renderFrame(createFrame({ ...input, state: fitted }), input.columns);
      return fitted;
    };
    state = render(state);
    for (const task of createRehearsal({ state, prepare, reduce, render })) task();
    const times = EXPECTED_HITS.slice(0, 40).flatMap(([query]) => {
      const keys = [...query].map((characters) => ({ kind: 'characters', characters }));
      const times = keys.map((key) => {
        const start = performance.now();
        state = render(reduce(state, key));
        return performance.now() - start;
      });
      state = reduce(state, { kind: 'clear' });
      return times;
    });
    if (rows.length < ${PROFILES} - 50) process.exit(1);
    console.log(JSON.stringify(times));
  `;
  const stdin = { contents, resolveDir: root, loader: 'ts' };
  const banner = {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  };
  const define = { 'process.env.NODE_ENV': '"production"' };
  await build({
    ...{ stdin, outfile, banner, define, bundle: true, platform: 'node', format: 'esm' },
    ...{ mainFields: ['module', 'main'], jsx: 'automatic' },
    // Ink's devtools are not installed; they are never used.
    alias: { 'react-devtools-core': 'node:events' },
  });
  return outfile;
}
