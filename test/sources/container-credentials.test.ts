import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { resolveContainerAddress } from '../../src/credentials/metadata-address.ts';
import type { CredentialSourceStep } from '../../src/credentials/types.ts';
import type { Environment } from '../../src/ports.ts';
import { getContainerCredentials } from '../../src/sources/container-credentials.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';
import { serveMetadata } from './metadata-server.ts';
import { createSourceContext } from './source-context.ts';

interface RequestVector {
  readonly description: string;
  readonly env: Environment;
  readonly token_file?: { readonly type: string; readonly content?: string };
  readonly expect: {
    readonly type: string;
    readonly request?: { readonly uri: string; readonly headers: Record<string, string> };
  };
}

interface AnswerVector {
  readonly description: string;
  readonly response: {
    readonly status: number;
    readonly headers?: Record<string, string>;
    readonly body?: string;
  };
  readonly expect: { readonly type: string };
}

function readVectors<T>(name: string): readonly T[] {
  return JSON.parse(readFileSync(new URL(`../vectors/container/${name}`, import.meta.url), 'utf8'));
}

const good = {
  AccessKeyId: 'ASIA1',
  SecretAccessKey: 'secret',
  Token: 'token',
  Expiration: '2026-01-01T06:00:00Z',
};

function stepFor(env: Environment): CredentialSourceStep {
  const address = resolveContainerAddress(env);
  const origin = { kind: 'default', reason: 'test' } as const;
  return {
    kind: 'credential-source',
    profile: 'dev',
    fingerprint: 'f',
    source: { value: 'EcsContainer', origin },
    ...(address && { address }),
  };
}

function get(env: Environment) {
  return getContainerCredentials(stepFor(env), createSourceContext({ env }).context);
}

describe('requests', () => {
  test.each(readVectors<RequestVector>('ecs_credentials_request.json'))(
    '$description',
    async ({ env, token_file: tokenFile, expect: expected }) => {
      const path = join(createTemporaryFolder(), 'token');
      if (tokenFile?.content !== undefined) writeFileSync(path, tokenFile.content);
      const own = { ...env, ...(tokenFile && { AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: path }) };
      if (expected.request === undefined) {
        await expect(async () => get(own)).rejects.toMatchObject({
          code: tokenFile ? 'source_unavailable' : 'endpoint_refused',
        });
        return;
      }
      expect(resolveContainerAddress(own)?.value).toBe(expected.request.uri);
      // The very request, at a server that can answer here.
      const { url, seen } = await serveMetadata((_request, response) =>
        response.end(JSON.stringify(good)),
      );
      const { pathname, search } = new URL(expected.request.uri);
      const here = {
        AWS_CONTAINER_CREDENTIALS_FULL_URI: url + pathname + search,
        AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '',
      };
      await get({ ...own, ...here });
      expect(seen).toMatchObject([{ method: 'GET', path: pathname + search }]);
      expect(seen[0]?.headers.authorization).toBe(expected.request.headers['Authorization']);
    },
  );
});

describe('answers', () => {
  test.each(readVectors<AnswerVector>('ecs_credentials_response.json'))(
    '$description',
    async ({ response: { status, headers, body = '' }, expect: expected }) => {
      // The vector's expiration has passed.
      const fresh = body.replace('2023-06-30', '2026-06-30');
      const { url } = await serveMetadata((_request, response) =>
        response.writeHead(status, headers).end(fresh),
      );
      const result = get({ AWS_CONTAINER_CREDENTIALS_FULL_URI: url });
      if (expected.type === 'success') {
        await expect(result).resolves.toMatchObject({ accessKeyId: 'foo' });
      } else {
        await expect(result).rejects.toMatchObject({
          code: status >= 400 && status < 500 ? 'aws_refused' : 'aws_answer_invalid',
        });
      }
    },
  );

  test.each<[string, unknown, string]>([
    ['no token', { ...good, Token: undefined }, 'lacks Token'],
    ['no expiration', { ...good, Expiration: undefined }, 'lacks Expiration'],
    ['expired', { ...good, Expiration: '2025-12-31T23:59:59Z' }, 'expired at 2025-12-31T23:59:59Z'],
  ])('%s', async (_name, body, problem) => {
    const { url } = await serveMetadata((_request, response) => response.end(JSON.stringify(body)));
    await expect(get({ AWS_CONTAINER_CREDENTIALS_FULL_URI: url })).rejects.toMatchObject({
      code: 'aws_answer_invalid',
      message: `the container's ${new URL(url).host} answered something that ${problem}`,
    });
  });

  test('a redirect is not followed', async () => {
    const { url, seen } = await serveMetadata((_request, response) =>
      response.writeHead(302, { location: '/elsewhere' }).end(),
    );
    const env = { AWS_CONTAINER_CREDENTIALS_FULL_URI: url };
    await expect(get(env)).rejects.toMatchObject({ code: 'aws_answer_invalid' });
    expect(seen).toHaveLength(1);
  });

  test('nor is an endless answer read to its end', async () => {
    const { url } = await serveMetadata((_request, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(16_384)));
      };
      response.on('drain', more);
      more();
    });
    await expect(get({ AWS_CONTAINER_CREDENTIALS_FULL_URI: url })).rejects.toMatchObject({
      code: 'network',
    });
  });

  test('a server that is silent is given up', async () => {
    const { url } = await serveMetadata(() => {});
    await expect(get({ AWS_CONTAINER_CREDENTIALS_FULL_URI: url })).rejects.toMatchObject({
      code: 'network',
      message: `no answer from ${new URL(url).host}: timed out after 2 seconds`,
    });
  });
});

test('the token file wins over the variable', async () => {
  const path = join(createTemporaryFolder(), 'token');
  writeFileSync(path, 'from file');
  const { url, seen } = await serveMetadata((_request, response) =>
    response.end(JSON.stringify(good)),
  );
  await get({
    AWS_CONTAINER_CREDENTIALS_FULL_URI: url,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: 'from variable',
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: path,
  });
  expect(seen[0]?.headers.authorization).toBe('from file');
});

test.each(['token\n', 'token\r\nx-header: 1', ''])('a token with a line end: %j', async (token) => {
  const env = {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:1',
    AWS_CONTAINER_AUTHORIZATION_TOKEN: token,
  };
  const code = token === '' ? 'network' : 'source_unavailable';
  await expect(get(env)).rejects.toMatchObject({ code });
});

test('outside of a container', async () => {
  await expect(get({})).rejects.toMatchObject({
    code: 'source_unavailable',
    message: 'profile "dev" takes its credentials from a container, and awsx does not run in one',
  });
});
