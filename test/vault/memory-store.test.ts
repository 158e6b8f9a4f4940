import { createMemoryStore } from '../../src/vault/memory-store.ts';
import { describeSecretStore } from './contract.ts';

describeSecretStore('memory', async () => ({ store: createMemoryStore() }));
