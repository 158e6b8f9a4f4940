import { describe, expect, test } from 'vitest';
import { readAccountNames } from '../../../src/account-names.ts';
import { discoverSignedIn } from '../../../src/commands/sso/discover-signed-in.ts';
import { AwsxError } from '../../../src/errors.ts';
import { Secret } from '../../../src/secret.ts';
import type { SsoPortal } from '../../../src/sso/services.ts';
import { createFakeContext } from '../fake-context.ts';

const endpoint = { url: 'http://127.0.0.1:1', signingRegion: 'us-east-1' };
const accountId = '000000000001';

/** A portal that accepts these tokens, and somebody who gets the others one after another. */
function start(accepted: readonly string[], tokens: readonly string[]) {
  const asked: (Date | undefined)[] = [];
  const check = (token: Secret): void => {
    if (accepted.includes(token.reveal())) return;
    throw new AwsxError('sso_token_rejected', 'rejected');
  };
  const portal: Pick<SsoPortal, 'listAccounts' | 'listAccountRoles'> = {
    listAccounts: async ({ accessToken }) => {
      check(accessToken);
      return { accounts: [{ accountId, accountName: 'Practice' }, { accountId: '000000000002' }] };
    },
    listAccountRoles: async () => ({ roleNames: ['Admin'] }),
  };
  const { context } = createFakeContext({
    changes: { openSsoPortal: async () => portal as SsoPortal },
  });
  const getToken = async (rejectedAt?: Date) => {
    asked.push(rejectedAt);
    return new Secret(tokens[asked.length - 1] ?? 'none');
  };
  const result = discoverSignedIn({ context, endpoint, getToken, quiet: true });
  return { context, asked, result };
}

test('finds accounts and remembers their names', async () => {
  const { context, asked, result } = start(['canary-good'], ['canary-good']);
  expect(await result).toEqual([
    { accountId, accountName: 'Practice', roleNames: ['Admin'] },
    { accountId: '000000000002', roleNames: ['Admin'] },
  ]);
  expect(asked).toEqual([undefined]);
  expect(readAccountNames(context)).toEqual(new Map([[accountId, 'Practice']]));
});

describe('a token that is rejected', () => {
  test('is replaced once', async () => {
    const { context, asked, result } = start(['canary-new'], ['canary-old', 'canary-new']);
    expect(await result).toHaveLength(2);
    expect(asked).toEqual([undefined, context.clock.now()]);
  });

  test('and again is the end', async () => {
    const { asked, result } = start([], ['canary-old', 'canary-new']);
    await expect(result).rejects.toMatchObject({ code: 'sso_token_rejected' });
    expect(asked).toHaveLength(2);
  });
});
