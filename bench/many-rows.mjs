/** What the measurements of the picker share. */
import { summarize } from './measure.mjs';

export const PROFILES = 10_000;

/** TypeScript for a program of esbuild's: `copies`, and of them `config` with {@link PROFILES}. */
export const MANY_PROFILES = `
    import { parseDocument } from './profiles/document.ts';
    import { mergeFiles } from './profiles/merge-files.ts';
    import { createRows } from './src/picker/create-rows.ts';
    import { EXPECTED_HITS } from './test/picker/expected-hits.ts';
    import { realisticConfig } from './test/picker/realistic-config.ts';

    const copies = Array.from({ length: ${PROFILES} / 500 }, (_, copy) =>
      realisticConfig().replace(/^\\[profile ('?)(.*?)('?)\\]$/gm, '[profile $1$2-' + copy + '$3]')
        .replace(/^source_profile = .*$/gm, '$&-' + copy));
    const config = mergeFiles([parseDocument(copies.join('\\n'), '/config', 'config')]);
    const recentUse = { frecency: new Map(), pins: new Set() };
`;

/** Some letters find ten thousand profiles, some three: the times differ without any noise. */
export function summarizeKeystrokes(times) {
  return { ...summarize(times), spread: 0 };
}

/** The 99th percentile in the place of the median. */
export function summarizeSlowest(times) {
  const sorted = [...times].sort((one, other) => one - other);
  return { ...summarizeKeystrokes(times), median: sorted[Math.round(0.99 * (sorted.length - 1))] };
}
