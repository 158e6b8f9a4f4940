/** Whether the first hit is the one that a person wants to see. */
import { expect, test } from 'vitest';
import { parseDocument } from '../../profiles/document.ts';
import { mergeFiles } from '../../profiles/merge-files.ts';
import type { SharedConfig } from '../../profiles/types.ts';
import { createRows } from '../../src/picker/create-rows.ts';
import { createRank } from '../../src/picker/rank.ts';
import { EXPECTED_HITS, USES } from './expected-hits.ts';
import { realisticConfig } from './realistic-config.ts';

const LEAST_SHARE = 1;
const file = '/home/jo/.aws/config';
const config: SharedConfig = {
  ...mergeFiles([parseDocument(realisticConfig(), file, 'config')]),
  configFile: file,
  credentialsFile: '/home/jo/.aws/credentials',
  files: [file],
  filesOthersMayWrite: [],
};
const rows = createRows({
  config,
  index: { baseCredentials: [{ profile: 'acme-main', accessKeyId: 'AKIA', backend: 'file' }] },
  sessions: [],
  now: new Date('2026-11-23T12:00:00Z'),
  recentUse: { frecency: new Map(USES), pins: new Set() },
});

test('the configuration is of 500 profiles, and all of them can be used', () => {
  expect(rows).toHaveLength(500);
  expect(new Set(rows.map(({ name }) => name)).size).toBe(500);
  expect(rows.filter(({ problem }) => problem !== undefined)).toEqual([]);
});

test('every query has a profile that it expects', () => {
  const names = new Set(rows.map(({ name }) => name));
  expect(EXPECTED_HITS.length).toBeGreaterThanOrEqual(60);
  expect(EXPECTED_HITS.filter(([, name]) => !names.has(name))).toEqual([]);
});

test('the first hit is the expected one for nearly every query', () => {
  const rank = createRank(rows);
  const misses = EXPECTED_HITS.flatMap(([query, expected]) => {
    const first = rank(query)[0]?.row.name ?? 'nothing';
    return first === expected ? [] : [`"${query}" finds ${first}, not ${expected}`];
  });
  const share = 1 - misses.length / EXPECTED_HITS.length;
  expect(share, `misses:\n${misses.join('\n')}`).toBeGreaterThanOrEqual(LEAST_SHARE);
});
