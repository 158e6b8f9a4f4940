/** The recorded cases of AWS's SDKs, through the built program. */
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { RunResult } from './harness.ts';
import { createHome, type Home, serve } from './home.ts';
import { postpone, type RecordedAws, readTraffic, startRecordedAws } from './recorded-aws.ts';

const vectors = fileURLToPath(new URL('../vectors', import.meta.url));
const read = (...names: string[]): string => readFileSync(join(vectors, ...names), 'utf8');

let home: Home;
beforeEach(async () => {
  home = await createHome();
});
afterEach(() => home.remove());

function failureOf({ stderr }: RunResult): unknown {
  return JSON.parse(stderr.trim().split('\n').at(-1) ?? '').error;
}

describe('role chains of the SDK for Rust', () => {
  interface Chain {
    readonly docs: string;
    readonly input: {
      readonly profiles: Readonly<Record<string, Readonly<Record<string, string>>>>;
      readonly sso_sessions?: Readonly<Record<string, Readonly<Record<string, string>>>>;
      readonly selected_profile: string;
    };
    readonly output: {
      readonly ProfileChain?: readonly Readonly<Record<string, unknown>>[];
      readonly Error?: string;
    };
  }
  const cases: readonly Chain[] = JSON.parse(read('profile-chains', 'assume-role-tests.json'));
  const kinds: Readonly<Record<string, string>> = {
    AccessKey: 'static-keys',
    AssumeRole: 'assume-role',
    WebIdentityToken: 'web-identity',
    Sso: 'sso',
  };

  it.each(cases)('$docs', async ({ input, output }) => {
    const section = (kind: string, all: Chain['input']['profiles'] = {}) =>
      Object.entries(all).map(([name, keys]) =>
        [
          `[${kind} ${name}]`,
          ...Object.entries(keys).map(([key, value]) => `${key} = ${value}`),
          '',
        ].join('\n'),
      );
    const text = [
      ...section('profile', input.profiles),
      ...section('sso-session', input.sso_sessions),
    ];
    writeFileSync(home.configFile, text.join('\n'));
    const result = await home.run(['explain', input.selected_profile, '--json', '--no-session']);
    if (output.ProfileChain === undefined) {
      expect(result.status).toBe(3);
      return;
    }
    expect(result.status).toBe(0);
    const { steps } = JSON.parse(result.stdout);
    const expected = output.ProfileChain.map((step) => kinds[Object.keys(step)[0] ?? '']);
    expect(steps.map(({ kind }: { kind: string }) => kind)).toEqual(expected);
  });
});

describe('folders of the SDK for Rust', () => {
  interface Outcome {
    readonly result: {
      readonly Ok?: {
        readonly access_key_id: string;
        readonly secret_access_key: string;
        readonly session_token?: string;
        readonly account_id?: string;
        readonly expiry?: number;
      };
      readonly ErrorContains?: string;
    };
  }
  /** What awsx answers where the SDK has an error. */
  const refusals: Readonly<Record<string, string>> = {
    credential_process_invalid: 'process_failed',
    invalid_config: 'config_invalid',
    profile_overrides_web_identity: 'source_unavailable',
    sso_token: 'not_supported',
  };
  const notYet = new Set(['sso_assume_role', 'sso_credentials']);
  const folders = readdirSync(join(vectors, 'profile-chains', 'folders'));

  it.each(folders.filter((name) => !notYet.has(name)))('%s', async (name) => {
    const folder = ['profile-chains', 'folders', name];
    const aws = await startRecordedAws(readTraffic(read(...folder, 'http-traffic.json')));
    onTestFinished(() => aws.close());
    const recorded = JSON.parse(read(...folder, 'env.json'));
    prepareFiles(join(vectors, ...folder, 'fs'), aws);
    const { AWS_PROFILE: profile = 'default' } = recorded;
    const result = await home.run(['credential-process', profile, '--no-session', '--json'], {
      env: { ...aws.env, ...localEnvironment(recorded, aws) },
    });
    const { result: expected }: Outcome = JSON.parse(read(...folder, 'test-case.json'));
    if (expected.Ok === undefined) {
      expect(result).toMatchObject({ status: 3, stdout: '' });
      expect(failureOf(result)).toMatchObject({ code: refusals[name] });
      expect(aws.seen).toEqual([]);
      return;
    }
    expect(result.stderr).not.toContain('error');
    const { Ok: ok } = expected;
    expect(JSON.parse(result.stdout)).toEqual({
      Version: 1,
      AccessKeyId: ok.access_key_id,
      SecretAccessKey: ok.secret_access_key,
      SessionToken: ok.session_token,
      Expiration: ok.expiry === undefined ? undefined : aHundredYearsLater(ok.expiry),
      AccountId: ok.account_id,
    });
    expect(aws.unanswered()).toBe(0);
    expect(aws.seen).toHaveLength(readTraffic(read(...folder, 'http-traffic.json')).length);
  });

  /** The recorded home, with paths and addresses that exist here. */
  function prepareFiles(fs: string, aws: RecordedAws): void {
    if (existsSync(join(fs, 'home'))) cpSync(join(fs, 'home'), home.folder, { recursive: true });
    if (existsSync(join(fs, 'token.jwt'))) cpSync(fs, home.folder, { recursive: true });
    const config = readFileSync(home.configFile, 'utf8')
      .replaceAll('/token.jwt', join(home.folder, 'token.jwt'))
      .replace('http://aws.global-profile-override', aws.url)
      .replace(/echo ([A-Za-z0-9=]{40,})/, (_all, text) => {
        const answer = postpone(Buffer.from(text, 'base64').toString());
        return `echo ${Buffer.from(answer).toString('base64')}`;
      });
    writeFileSync(home.configFile, config, { mode: 0o600 });
  }

  function localEnvironment(
    recorded: Readonly<Record<string, string>>,
    aws: RecordedAws,
  ): Record<string, string | undefined> {
    const relative = recorded['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI'];
    const own = {
      ...recorded,
      HOME: home.folder,
      AWS_EC2_METADATA_SERVICE_ENDPOINT: aws.url,
      ...(recorded['AWS_ENDPOINT_URL_STS'] && { AWS_ENDPOINT_URL_STS: aws.url }),
      ...(recorded['AWS_WEB_IDENTITY_TOKEN_FILE'] && {
        AWS_WEB_IDENTITY_TOKEN_FILE: join(home.folder, 'token.jwt'),
      }),
    };
    if (relative === undefined) return own;
    return {
      ...own,
      AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: undefined,
      AWS_CONTAINER_CREDENTIALS_FULL_URI: aws.url + relative,
    };
  }

  function aHundredYearsLater(seconds: number): string {
    const date = new Date(seconds * 1000);
    date.setUTCFullYear(date.getUTCFullYear() + 100);
    return date.toISOString().replace(/\.\d+Z$/, 'Z');
  }
});

describe('process answers of the SDK for Go', () => {
  const folder = join(vectors, 'credential-process');
  const refused: Readonly<Record<string, string>> = {
    'expired.json': 'expired at 2000-01-01T00:00:00Z',
    'malformed.json': 'is not JSON',
    'missingkey.json': 'lacks SecretAccessKey',
    'missingsecret.json': 'lacks AccessKeyId',
    'wrongversion.json': 'does not have "Version": 1',
  };

  it.each(readdirSync(folder))('%s', async (name) => {
    writeFileSync(
      home.configFile,
      `[profile p]\ncredential_process = cat '${join(folder, name)}'\n`,
    );
    const result = await home.run(['credential-process', 'p', '--json']);
    const problem = refused[name];
    if (problem !== undefined) {
      expect(result).toMatchObject({ status: 3, stdout: '' });
      expect(failureOf(result)).toMatchObject({
        code: 'process_failed',
        message: `credential_process at ${home.configFile}:2 of profile "p" printed an answer that ${problem}`,
      });
      return;
    }
    expect(result).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(result.stdout)).toEqual(JSON.parse(readFileSync(join(folder, name), 'utf8')));
  });
});

describe('container requests and answers of the SDK for Ruby', () => {
  interface ContainerRequest {
    readonly description: string;
    readonly env: Readonly<Record<string, string>>;
    readonly token_file?: { readonly content?: string };
    readonly expect: {
      readonly request?: { readonly uri: string; readonly headers: Record<string, string> };
    };
  }
  interface ContainerAnswer {
    readonly description: string;
    readonly response: {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    };
    readonly expect: { readonly credentials?: Readonly<Record<string, string>> };
  }
  const requests: readonly ContainerRequest[] = JSON.parse(
    read('container', 'ecs_credentials_request.json'),
  );
  const answers: readonly ContainerAnswer[] = JSON.parse(
    read('container', 'ecs_credentials_response.json'),
  );
  const good = {
    AccessKeyId: 'foo',
    SecretAccessKey: 'bar',
    Token: 'baz',
    Expiration: '2123-06-30T00:00:00Z',
  };
  /** A container profile has no credentials of its own to hand out: it is what a role needs. */
  const config = '[profile c]\ncredential_source = EcsContainer\n';

  it.each(requests)('$description', async ({ env, token_file: token, expect: expected }) => {
    writeFileSync(home.configFile, config);
    const tokenFile = join(home.folder, 'token');
    if (token?.content !== undefined) writeFileSync(tokenFile, token.content);
    const seen: { path: string | undefined; authorization: string | undefined }[] = [];
    const service = await serve((request, response) => {
      seen.push({ path: request.url, authorization: request.headers.authorization });
      response.end(JSON.stringify(good));
    });
    onTestFinished(() => service.close());
    const { request } = expected;
    const path = request && new URL(request.uri).pathname + new URL(request.uri).search;
    const result = await home.run(['credential-process', 'c', '--json'], {
      env: {
        ...env,
        ...(token && { AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: tokenFile }),
        ...(request && {
          AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: undefined,
          AWS_CONTAINER_CREDENTIALS_FULL_URI: `${service.url}${path}`,
        }),
      },
    });
    if (request === undefined) {
      expect(result).toMatchObject({ status: 3, stdout: '' });
      expect(failureOf(result)).toMatchObject({
        code: token ? 'source_unavailable' : 'endpoint_refused',
      });
      return;
    }
    expect(result.status).toBe(0);
    expect(seen).toEqual([{ path, authorization: request.headers['Authorization'] }]);
  });

  it.each(answers)(
    '$description',
    async ({ response: { status, headers, body = '' }, expect: expected }) => {
      writeFileSync(home.configFile, config);
      const service = await serve((_request, response) => {
        response.writeHead(status, { ...headers }).end(postpone(body));
      });
      onTestFinished(() => service.close());
      const result = await home.run(['credential-process', 'c', '--json'], {
        env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: service.url },
      });
      if (expected.credentials === undefined) {
        expect(result).toMatchObject({ status: 5, stdout: '' });
        return;
      }
      expect(JSON.parse(result.stdout)).toMatchObject({ AccessKeyId: 'foo', SessionToken: 'baz' });
    },
  );
});
