import { type IncomingMessage, request } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { type OneTimeAddress, openOneTimeAddress } from '../../src/browser/one-time-address.ts';
import { Secret } from '../../src/secret.ts';

const TARGET = 'https://signin.aws.amazon.com/federation?SigninToken=canary';

async function open(isAllowedPeer = (): boolean => true): Promise<OneTimeAddress> {
  const address = await openOneTimeAddress(new Secret(TARGET), { isAllowedPeer });
  onTestFinished(() => address.close());
  return address;
}

interface Visit {
  readonly method?: string;
  readonly host?: string;
  readonly path?: string;
}

function visit(address: string, { method = 'GET', host, path }: Visit = {}) {
  const url = new URL(address);
  return new Promise<IncomingMessage>((resolve, reject) => {
    const headers = host === undefined ? {} : { host };
    const target = { host: url.hostname, port: url.port, path: path ?? url.pathname };
    const sent = request({ ...target, method, headers, agent: false }, (response) => {
      response.resume();
      resolve(response);
    });
    sent.once('error', reject);
    sent.end();
  });
}

test('the first visit is sent on, and nothing keeps the answer', async () => {
  const address = await open();
  const { statusCode, headers } = await visit(address.url);
  expect([statusCode, headers.location]).toEqual([302, TARGET]);
  expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  await expect(address.fetched).resolves.toBeUndefined();
});

test('the second is refused', async () => {
  const address = await open();
  await visit(address.url);
  const again = await visit(address.url);
  expect([again.statusCode, again.headers.location]).toEqual([410, undefined]);
});

test('nobody answers after it was closed', async () => {
  const address = await open();
  address.close();
  await expect(visit(address.url)).rejects.toThrow('ECONNREFUSED');
});

test.each<[string, Visit, number]>([
  ['another path', { path: '/' }, 404],
  ['a longer path', { path: `/${'a'.repeat(43)}` }, 404],
  ['another host name', { host: 'evil.example' }, 404],
  ['this machine by name', { host: 'localhost' }, 404],
  ['HEAD', { method: 'HEAD' }, 405],
  ['POST', { method: 'POST' }, 405],
])('%s is refused, and the address stays good', async (_, asked, status) => {
  const address = await open();
  const refused = await visit(address.url, asked);
  expect([refused.statusCode, refused.headers.location]).toEqual([status, undefined]);
  expect((await visit(address.url)).statusCode).toBe(302);
});

test('somebody else is refused', async () => {
  const address = await open(() => false);
  expect((await visit(address.url)).statusCode).toBe(403);
});

test('no two addresses are the same', async () => {
  const paths = [await open(), await open()].map(({ url }) => new URL(url).pathname);
  expect(new Set(paths).size).toBe(2);
  expect(paths[0]).toMatch(/^\/[\w-]{43}$/);
});
