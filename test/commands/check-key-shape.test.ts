import { expect, test } from 'vitest';
import { checkKeyShape } from '../../src/commands/check-key-shape.ts';

const id = 'AKIAEXAMPLEEXAMPLE01';
const secret = 'canarycanarycanarycanarycanarycanary/+=9';

test.each([id, `AKIA${'A'.repeat(12)}`, `AKIA${'9'.repeat(124)}`])('%s passes', (accessKeyId) => {
  const checked = checkKeyShape({ accessKeyId, secretAccessKey: secret });
  expect(checked.accessKeyId).toBe(accessKeyId);
  expect(checked.secretAccessKey.reveal()).toBe(secret);
});

test.each([
  ['', secret, 'the access key id is empty'],
  [`${id} `, secret, 'the access key id contains a space or line break'],
  [`AKIA EXAMPLE`, secret, 'the access key id contains a space or line break'],
  [`"${id}"`, secret, 'the access key id has quotes around it'],
  [`'${id}`, secret, 'the access key id has quotes around it'],
  [`${id}\u200b`, secret, 'the access key id contains a character that no key has'],
  ['ASIAEXAMPLEEXAMPLE01', secret, 'that of temporary credentials (ASIA…)'],
  ['AROAEXAMPLEEXAMPLE01', secret, 'the identifier of a role (AROA…)'],
  ['AIDAEXAMPLEEXAMPLE01', secret, 'the identifier of a user (AIDA…)'],
  ['akiaexampleexample01', secret, 'not AKIA followed by capital letters and digits'],
  ['AKIA-EXAMPLE-EXAMPLE', secret, 'not AKIA followed by capital letters and digits'],
  ['toString', secret, 'not AKIA followed by capital letters and digits'],
  [secret, id, 'not AKIA followed by capital letters and digits'],
  ['AKIAEXAMPLE', secret, 'the access key id has 11 characters, not 16 to 128'],
  [`AKIA${'A'.repeat(125)}`, secret, 'the access key id has 129 characters, not 16 to 128'],
  [id, '', 'the secret access key is empty'],
  [id, `${secret}\n`, 'the secret access key contains a space or line break'],
  [id, `"${secret}"`, 'the secret access key has quotes around it'],
  [id, 'canaryü'.padEnd(40, 'x'), 'the secret access key contains a character that no key has'],
  [id, 'canary', 'the secret access key has 6 characters, not 40'],
  [id, `${secret}x`, 'the secret access key has 41 characters, not 40'],
])('%j with %j is refused', (accessKeyId, secretAccessKey, message) => {
  const error = catchError(() => checkKeyShape({ accessKeyId, secretAccessKey }));
  expect(error).toMatchObject({ code: 'invalid_argument' });
  expect(error.message).toContain(message);
  expect(`${error.message} ${error.hint}`).not.toContain('canary');
});

function catchError(work: () => unknown): Error & { readonly hint?: string } {
  try {
    work();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('nothing was thrown');
}
