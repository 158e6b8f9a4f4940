import { expect, test } from 'vitest';
import { AwsxError } from '../../src/errors.ts';
import { Secret } from '../../src/secret.ts';
import { type CacheKeyReading, getCacheKey } from '../../src/vault/cache-key.ts';
import { emptyIndex } from '../../src/vault/index-text.ts';
import { createMemoryStore } from '../../src/vault/memory-store.ts';
import { createFakeSingleFlight } from '../fake-single-flight.ts';

const singleFlight = createFakeSingleFlight();
const reading: CacheKeyReading = {
  openSingleFlight: async () => singleFlight,
  index: { read: () => emptyIndex, update: async () => undefined },
  isNoted: true,
};

test.each([
  ['too short', { get: async () => new Secret('c2hvcnQ=') }],
  [
    'not to be opened',
    {
      get: async () => {
        throw new AwsxError('vault_damaged', 'the vault item 89dd.age cannot be opened');
      },
    },
  ],
])('a cache key that is %s names the command that mends it', async (_, changes) => {
  const store = { ...createMemoryStore(), ...changes };
  await expect(getCacheKey(store, reading)).rejects.toMatchObject({
    code: 'vault_damaged',
    message: expect.stringContaining('session cache'),
    hint: expect.stringContaining('awsx clear --all'),
  });
});
