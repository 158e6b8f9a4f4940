import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dropUndefined } from '../../src/drop-undefined.ts';
import {
  emptyIndex,
  findRecord,
  formatIndex,
  parseIndex,
  withCacheKey,
  withoutRecord,
  withRecord,
} from '../../src/vault/index-text.ts';

const dev = { profile: 'dev', accessKeyId: 'AKIAEXAMPLEEXAMPLE01', backend: 'file' };

describe('parseIndex', () => {
  const recordArbitrary = fc.record(
    {
      profile: fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('__proto__', 'constructor')),
      accessKeyId: fc.string(),
      backend: fc.string(),
      formerBackends: fc.array(fc.string()),
    },
    { requiredKeys: ['profile', 'accessKeyId', 'backend'], noNullPrototype: true },
  );

  test('gives back whatever formatIndex wrote', () => {
    fc.assert(
      fc.property(
        fc.option(fc.string(), { nil: undefined }),
        fc.option(fc.array(fc.string()), { nil: undefined }),
        fc.uniqueArray(recordArbitrary, { selector: ({ profile }) => profile }),
        (backend, cacheKeyBackends, baseCredentials) => {
          const index = dropUndefined({ backend, cacheKeyBackends, baseCredentials });
          expect(parseIndex(formatIndex(index))).toEqual({ kind: 'index', index });
        },
      ),
    );
  });

  test.each([
    '',
    'null',
    '[]',
    '{}',
    '{"version":1}',
    '{"version":"1","baseCredentials":[]}',
    '{"version":0,"baseCredentials":[]}',
    '{"version":1,"baseCredentials":{}}',
    '{"version":1,"backend":7,"baseCredentials":[]}',
    '{"version":1,"cacheKeyBackends":"file","baseCredentials":[]}',
    '{"version":1,"baseCredentials":[null]}',
    '{"version":1,"baseCredentials":[{"profile":"dev"}]}',
    '{"version":1,"baseCredentials":[{"profile":"dev","accessKeyId":"A","backend":"b","formerBackends":[1]}]}',
    formatIndex({ baseCredentials: [dev, dev] }),
    formatIndex({ baseCredentials: [dev] }).slice(0, -4),
  ])('calls %j damaged', (text) => {
    expect(parseIndex(text)).toEqual({ kind: 'damaged' });
  });

  test('knows a newer version, whatever else it holds', () => {
    expect(parseIndex('{"version":2,"items":{}}')).toEqual({ kind: 'newer', version: 2 });
  });

  test('ignores fields it does not know', () => {
    const text = '{"version":1,"later":true,"baseCredentials":[]}';
    expect(parseIndex(text)).toEqual({ kind: 'index', index: emptyIndex });
  });
});

describe('withRecord', () => {
  test('replaces the record of the same profile and no other', () => {
    const other = { ...dev, profile: '__proto__' };
    const newer = { ...dev, accessKeyId: 'AKIAEXAMPLEEXAMPLE02' };
    const index = [dev, other, newer].reduce(withRecord, emptyIndex);
    expect(index).toEqual({ baseCredentials: [other, newer] });
    expect(findRecord(index, 'dev')).toBe(newer);
    expect(findRecord(index, '__proto__')).toBe(other);
    expect(findRecord(index, 'toString')).toBeUndefined();
  });
});

test('a backend is noted once, and changes of records keep the note', () => {
  const noted = ['file', 'keychain', 'file'].reduce(withCacheKey, emptyIndex);
  expect(noted.cacheKeyBackends).toEqual(['file', 'keychain']);
  expect(withCacheKey(noted, 'file')).toBe(noted);
  expect(withoutRecord(withRecord(noted, dev), 'dev')).toEqual(noted);
});
