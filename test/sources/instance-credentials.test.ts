import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import type { CredentialSourceStep } from '../../src/credentials/types.ts';
import { getInstanceCredentials } from '../../src/sources/instance-credentials.ts';
import { serveMetadata } from './metadata-server.ts';
import { createSourceContext } from './source-context.ts';

const credentials = {
  Code: 'Success',
  LastUpdated: '2026-01-01T00:00:00Z',
  Type: 'AWS-HMAC',
  AccessKeyId: 'ASIA1',
  SecretAccessKey: 'secret',
  Token: 'token',
  Expiration: '2026-01-01T06:00:00Z',
};
const ROLES = '/latest/meta-data/iam/security-credentials/';

type Pages = Readonly<Record<string, { readonly status?: number; readonly body: string }>>;

const pages: Pages = {
  '/latest/api/token': { body: 'session-token==' },
  [ROLES]: { body: 'web role\n' },
  [`${ROLES}web%20role`]: { body: JSON.stringify(credentials) },
};

function answerWith(known: Pages) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const page = known[request.url ?? ''];
    response.writeHead(page?.status ?? (page ? 200 : 404)).end(page?.body ?? 'no such page');
  };
}

function get(url: string, env: Record<string, string> = {}) {
  const origin = { kind: 'default', reason: 'test' } as const;
  const step: CredentialSourceStep = {
    kind: 'credential-source',
    profile: 'dev',
    fingerprint: 'f',
    source: { value: 'Ec2InstanceMetadata', origin },
    address: { value: url, origin },
  };
  return getInstanceCredentials(step, createSourceContext({ env }).context);
}

test.each(['', '/'])(
  'a token first, then the role, then its credentials (%j at the end)',
  async (end) => {
    const { url, seen } = await serveMetadata(answerWith(pages));
    await expect(get(url + end)).resolves.toMatchObject({
      accessKeyId: 'ASIA1',
      expiration: new Date('2026-01-01T06:00:00Z'),
    });
    expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'PUT /latest/api/token',
      `GET ${ROLES}`,
      `GET ${ROLES}web%20role`,
    ]);
    expect(seen[0]?.headers['x-aws-ec2-metadata-token-ttl-seconds']).toBe('21600');
    expect(seen[2]?.headers['x-aws-ec2-metadata-token']).toBe('session-token==');
  },
);

test.each<[string, Pages, string, string]>([
  [
    'no token is given',
    { ...pages, '/latest/api/token': { status: 403, body: '' } },
    'aws_refused',
    'HTTP 403',
  ],
  [
    'no role',
    { '/latest/api/token': { body: 't' } },
    'source_unavailable',
    'but the instance has no role',
  ],
  [
    'a role that cannot be assumed',
    { ...pages, [`${ROLES}web%20role`]: { body: '{"Code":"AssumeRoleUnauthorizedAccess"}' } },
    'aws_refused',
    'AssumeRoleUnauthorizedAccess',
  ],
  [
    'a page in its place',
    { ...pages, [`${ROLES}web%20role`]: { body: '<html>' } },
    'aws_answer_invalid',
    'is not JSON',
  ],
  ['a failure', { ...pages, [ROLES]: { status: 500, body: '' } }, 'aws_answer_invalid', 'HTTP 500'],
])('%s', async (_name, known, code, words) => {
  const { url } = await serveMetadata(answerWith(known));
  await expect(get(url)).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
});

test('it can be switched off', async () => {
  const { url, seen } = await serveMetadata(answerWith(pages));
  await expect(get(url, { AWS_EC2_METADATA_DISABLED: 'True' })).rejects.toMatchObject({
    code: 'source_unavailable',
  });
  expect(seen).toEqual([]);
});
