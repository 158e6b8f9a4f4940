import { describe, expect, test } from 'vitest';
import {
  type BackendSituation,
  chooseBackend,
  requireBuilt,
} from '../../src/vault/choose-backend.ts';

const file = { kind: 'named', backend: 'file' } as const;
const keytar = { kind: 'named', backend: 'keytar' } as const;
const probe = { kind: 'probe', candidates: ['keychain', 'file'] } as const;

test.each<[string, BackendSituation, unknown]>([
  ['nothing is said', { env: {} }, probe],
  ['AWSX_BACKEND is empty', { env: { AWSX_BACKEND: '' } }, probe],
  ['the index says it', { env: {}, recorded: 'file' }, { ...file, asked: false }],
  ['--backend says it', { env: {}, requested: 'file' }, { ...file, asked: true }],
  ['AWSX_BACKEND says it', { env: { AWSX_BACKEND: 'file' } }, { ...file, asked: true }],
  [
    '--backend says it against the others',
    { env: { AWSX_BACKEND: 'nonsense' }, requested: 'file', recorded: 'keychain' },
    { ...file, asked: true },
  ],
  [
    'AWSX_BACKEND says it against the index',
    { env: { AWSX_BACKEND: 'file' }, recorded: 'keychain' },
    { ...file, asked: true },
  ],
  ['keytar is asked for', { env: {}, requested: 'keytar' }, { ...keytar, asked: true }],
  ['the index says keytar', { env: {}, recorded: 'keytar' }, { ...keytar, asked: false }],
  [
    'nothing is said in the sandbox',
    { env: { AWSX_SANDBOX: '/s' } },
    { kind: 'probe', candidates: ['file'] },
  ],
  ['in the sandbox', { env: { AWSX_SANDBOX: '/s' }, recorded: 'file' }, { ...file, asked: false }],
])('chooses when %s', (_, situation, choice) => {
  expect(chooseBackend(situation)).toEqual(choice);
});

describe('refuses', () => {
  test.each<[string, BackendSituation, object]>([
    [
      'an unknown name in --backend',
      { env: {}, requested: 'fi\u001ble' },
      {
        code: 'invalid_argument',
        message: '--backend: unknown backend "fi\\x1ble"',
        hint: 'use one of: keychain, keytar, file',
      },
    ],
    ['an empty --backend', { env: {}, requested: '' }, { code: 'invalid_argument' }],
    ['the one for tests', { env: {}, requested: 'memory' }, { code: 'invalid_argument' }],
    [
      'an unknown name in AWSX_BACKEND',
      { env: { AWSX_BACKEND: 'toString' } },
      { code: 'invalid_argument', message: 'AWSX_BACKEND: unknown backend "toString"' },
    ],
    [
      'a recorded backend it cannot open',
      { env: {}, recorded: 'winhello' },
      { code: 'vault_unavailable' },
    ],
    [
      'another backend in the sandbox',
      { env: { AWSX_SANDBOX: '/s' }, requested: 'keychain' },
      {
        code: 'invalid_argument',
        message: 'inside the sandbox the vault is a file, not "keychain"',
      },
    ],
    [
      'another recorded backend in the sandbox',
      { env: { AWSX_SANDBOX: '/s' }, recorded: 'keychain' },
      { code: 'invalid_argument' },
    ],
  ])('%s', (_, situation, error) => {
    expect(() => chooseBackend(situation)).toThrow(expect.objectContaining(error));
  });
});

test('requireBuilt names what it can open', () => {
  expect(requireBuilt('file')).toBe('file');
  expect(() => requireBuilt('pass')).toThrow('kept in the backend "pass"');
});
