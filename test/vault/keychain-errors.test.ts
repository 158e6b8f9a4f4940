import { expect, test } from 'vitest';
import { AwsxError } from '../../src/errors.ts';
import { translateKeychainError } from '../../src/vault/keychain-errors.ts';

test.each<[string, unknown, NodeJS.Platform, object]>([
  [
    'a dialog that was dismissed',
    new Error("Couldn't access platform storage", {
      cause: new Error('Secret Service: unlock prompt was dismissed'),
    }),
    'linux',
    { code: 'vault_locked', message: 'the keychain is locked: nobody unlocked it' },
  ],
  [
    'a keychain of macOS over ssh',
    new Error('Platform secure storage failure: User interaction is not allowed.'),
    'darwin',
    { code: 'vault_locked', hint: expect.stringContaining('security unlock-keychain') },
  ],
  ['its number', new Error('OSStatus -25308'), 'darwin', { code: 'vault_locked' }],
  [
    'several items of the same name',
    new Error('Entry is matched by multiple credentials: 2'),
    'linux',
    { code: 'vault_damaged' },
  ],
  [
    'an item that is no text',
    new Error('Data is not UTF-8 encoded'),
    'linux',
    { code: 'vault_damaged' },
  ],
  [
    'anything else, whose words are not repeated',
    new Error('canary'),
    'linux',
    { code: 'vault_unavailable', message: 'the keychain does not work' },
  ],
  ['what is no error', 'canary', 'win32', { code: 'vault_unavailable' }],
])('understands %s', (_, error, platform, expected) => {
  const translated = translateKeychainError(error, platform);
  expect(translated).toMatchObject({ ...expected, cause: error });
});

test('leaves awsx’s own errors as they are', () => {
  const error = new AwsxError('cancelled', 'no');
  expect(translateKeychainError(error, 'linux')).toBe(error);
});
