import { SCOPE_PREFIX } from '../../profiles/known-keys.ts';
import { loadSharedConfig } from '../../profiles/load-shared-config.ts';
import { commands } from '../commands/table.ts';
import { exportFormats } from '../export-formats/format-credentials.ts';
import type { Context } from '../ports.ts';
import { BUILT } from '../vault/choose-backend.ts';
import { openIndex } from '../vault/open-vault.ts';
import { type Candidate, type Completion, complete } from './complete.ts';

/**
 * `awsx __complete =CURRENT WORD…`: what the completion scripts ask at each Tab. CURRENT is what was
 * typed of the word at the cursor, behind a `=` so that no shell drops it when it is empty; the
 * WORDs are those between `awsx` and it. The first line of the answer is `words`, with a candidate
 * per line behind it and, after a tab, what it means; or `command N`.
 *
 * Reads the shared files and the vault's index. Opens no store, runs nothing, asks nobody, and says
 * nothing of what is wrong: the answer is then empty.
 */
export function answerCompletion(argv: readonly string[], context: Context): number {
  const [current = '', ...words] = argv;
  const line = { words, current: current.slice(1) };
  const listStoredProfiles = () => listStored(context);
  const completion = complete(line, commands, {
    listProfiles: () => [...new Set([...listConfigured(context), ...listStoredProfiles()])],
    listStoredProfiles,
    values: {
      FORMAT: exportFormats,
      NAME: BUILT,
      get SCOPE() {
        return listScopes(context);
      },
    },
  });
  context.stdout.write(format(completion));
  return 0;
}

function listConfigured(context: Context): readonly string[] {
  try {
    return [...loadSharedConfig(context).profiles.keys()];
  } catch {
    return [];
  }
}

/** Of whichever profile: the one that is meant may not be typed yet. */
function listScopes(context: Context): readonly string[] {
  try {
    const sections = [...loadSharedConfig(context).profiles.values()];
    const keys = sections.flatMap(({ properties }) => [...properties.keys()]);
    const scopes = keys.filter((key) => key.startsWith(SCOPE_PREFIX));
    return [...new Set(scopes.map((key) => key.slice(SCOPE_PREFIX.length)))];
  } catch {
    return [];
  }
}

function listStored(context: Context): readonly string[] {
  try {
    const { baseCredentials } = openIndex(context).read();
    return baseCredentials.map(({ profile }) => profile);
  } catch {
    return [];
  }
}

function format(completion: Completion): string {
  if (completion.kind === 'command') return `command ${completion.start}\n`;
  return ['words', ...completion.candidates.map(formatCandidate), ''].join('\n');
}

function formatCandidate({ word, description }: Candidate): string {
  return description === undefined ? word : `${word}\t${description}`;
}
