import { describe, expect, test } from 'vitest';
import { commands } from '../../src/commands/table.ts';
import { complete, type WordSources } from '../../src/completion/complete.ts';
import { hostileNames, unofferedNames } from './hostile-names.ts';

const sources: WordSources = {
  listProfiles: () => ['dev', 'prod'],
  listStoredProfiles: () => ['dev'],
  values: { FORMAT: ['env', 'json'], NAME: ['file'] },
};

/** The last of the words is the one at the cursor. */
function offered(
  words: readonly string[],
  from: WordSources = sources,
): readonly string[] | number {
  const line = { words: words.slice(0, -1), current: words.at(-1) ?? '' };
  const completion = complete(line, commands, from);
  if (completion.kind === 'command') return completion.start;
  return completion.candidates.map(({ word }) => word);
}

function flagsOf(name: string): readonly string[] {
  const command = commands.find((candidate) => candidate.name === name);
  return [...(command?.flags ?? []).map((flag) => `--${flag.name}`), '--help'];
}

const names = commands.map(({ name }) => name);

test.each<[string[], readonly string[] | number]>([
  [[''], names],
  [['ex'], names],
  [['-'], ['--help', '--version', '--plain']],
  [['nonsense', ''], []],
  [
    ['exec', ''],
    ['dev', 'prod'],
  ],
  [
    ['exec', '-r', 'eu-west-1', ''],
    ['dev', 'prod'],
  ],
  [
    ['exec', '-reu-west-1', ''],
    ['dev', 'prod'],
  ],
  [['remove', ''], ['dev']],
  [['remove', '--force', ''], ['dev']],
  [['remove', 'dev', ''], flagsOf('remove')],
  [['exec', '-'], flagsOf('exec')],
  [['exec', '--re'], flagsOf('exec')],
  [['exec', 'dev', '--re'], flagsOf('exec')],
  [['version', ''], flagsOf('version')],
  [
    ['export', '--format', ''],
    ['env', 'json'],
  ],
  [
    ['export', '--format', '-'],
    ['env', 'json'],
  ],
  [
    ['export', 'dev', '--format=j'],
    ['--format=env', '--format=json'],
  ],
  [['export', '--nonsense=j'], []],
  [['export', '--region=e'], []],
  [['export', '--region', ''], []],
  [['export', '-n', '-d', ''], []],
  [['export', '-nd', ''], []],
  [['export', '--backend', ''], ['file']],
  [
    ['completion', ''],
    ['bash', 'zsh', 'fish', 'powershell'],
  ],
  [['help', ''], names],
  [['sandbox', ''], ['code']],
])('%j offers what fits', (words, expected) => {
  expect(offered(words)).toEqual(expected);
});

test.each<[string[], number]>([
  [['exec', 'dev', ''], 3],
  [['exec', 'dev', 'ter'], 3],
  [['exec', 'dev', 'terraform', 'pl'], 3],
  [['exec', 'dev', 'terraform', '-'], 3],
  [['exec', 'dev', '-d', '1h', 'terraform', ''], 5],
  [['exec', 'dev', '--', ''], 4],
  [['exec', 'dev', '--', '-'], 4],
  [['exec', '--', 'terraform', ''], 3],
  [['exec', 'dev', '--', 'awsx', 'exec', ''], 4],
  [['sandbox', '--', ''], 3],
])('%j leaves the rest to the command', (words, start) => {
  expect(offered(words)).toBe(start);
});

describe('descriptions', () => {
  test('are those of help, on one line', () => {
    const line = { words: [], current: '' };
    const completion = complete(line, commands, sources);
    expect.assert(completion.kind === 'words');
    const [first] = completion.candidates;
    expect(first).toEqual({ word: 'add', description: commands[0]?.summary });
    const described = commands.flatMap(({ flags, summary }) => [
      summary,
      ...flags.map((flag) => flag.summary),
    ]);
    expect(described.filter((text) => /[\t\n]/.test(text))).toEqual([]);
  });
});

describe('names', () => {
  test('that are hostile are words like others', () => {
    const from = { ...sources, listProfiles: () => hostileNames };
    expect(hostileNames.length).toBeGreaterThanOrEqual(40);
    expect(offered(['exec', ''], from)).toEqual(hostileNames);
  });

  test('that a line or a terminal cannot hold, and flags, are left out', () => {
    const from = { ...sources, listProfiles: () => [...unofferedNames, 'dev'] };
    expect(offered(['exec', ''], from)).toEqual(['dev']);
  });

  test('are listed only where one can stand', () => {
    const refuse = (): never => {
      throw new Error('listed');
    };
    const from = { ...sources, listProfiles: refuse, listStoredProfiles: refuse };
    expect(offered(['ex'], from)).toEqual(names);
    expect(offered(['exec', 'dev', '--', 'x'], from)).toBe(4);
    expect(offered(['help', ''], from)).toEqual(names);
  });
});
