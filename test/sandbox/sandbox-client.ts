/** Signs and sends requests to a seeded sandbox in the same process, under a fake clock. */
import { createHash } from 'node:crypto';
import { answerRequest } from '../../src/sandbox/answer-request.ts';
import type { HttpRequest } from '../../src/sandbox/http-message.ts';
import type { RandomBytes } from '../../src/sandbox/identifiers.ts';
import type { RequestLogEntry } from '../../src/sandbox/request-log.ts';
import { type SeededWorld, type SeedOptions, seedWorld } from '../../src/sandbox/seed.ts';
import type { SignatureClaim } from '../../src/sandbox/sigv4/claim.ts';
import { createSignature } from '../../src/sandbox/sigv4/signature.ts';
import { formatTimestamp } from '../../src/sandbox/sigv4/timestamp.ts';
import { createCode, getTimeStep } from '../../src/sandbox/totp.ts';
import { Secret } from '../../src/secret.ts';

export interface FakeClock {
  now(): Date;
  advance(seconds: number): void;
}

export function createFakeClock(start = '2026-01-02T03:04:05Z'): FakeClock {
  let milliseconds = Date.parse(start);
  return {
    now: () => new Date(milliseconds),
    advance: (seconds) => {
      milliseconds += seconds * 1000;
    },
  };
}

/** The same bytes in every run. */
export function createFakeRandom(seed = 'seed'): RandomBytes {
  let counter = 0;
  return (size) => {
    const blocks: Buffer[] = [];
    for (let length = 0; length < size; length += 32) {
      counter += 1;
      blocks.push(createHash('sha256').update(`${seed} ${counter}`).digest());
    }
    return Buffer.concat(blocks).subarray(0, size);
  };
}

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface SignOptions {
  readonly service?: string;
  readonly region?: string;
  readonly version?: string;
  /** When the client believes it is; the sandbox's time unless given. */
  readonly date?: Date;
  readonly scopeDate?: string;
  readonly terminator?: string;
  readonly leaveUnsigned?: string;
  /** Changes the request after it was signed. */
  readonly tamper?: (request: HttpRequest) => HttpRequest;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly requestId: string;
  /** Text of the first element of that name, unescaped; undefined when there is none. */
  get(element: string): string | undefined;
}

export type Parameters = Readonly<Record<string, string>>;

export interface TestSandbox extends SeededWorld {
  readonly clock: FakeClock;
  readonly log: readonly RequestLogEntry[];
  readonly dev: Keys;
  /** The device's code so many time steps from now. */
  code(stepsAway?: number): string;
  call(keys: Keys | undefined, parameters: Parameters, options?: SignOptions): Answer;
  send(request: HttpRequest): Answer;
  /** Calls and takes the credentials of the answer. Throws when there are none. */
  obtain(keys: Keys, parameters: Parameters): Keys;
}

export function createTestSandbox(options: Partial<SeedOptions> = {}): TestSandbox {
  const clock = createFakeClock();
  const seeded = seedWorld({ clock, randomBytes: createFakeRandom(), ...options });
  const log: RequestLogEntry[] = [];
  const send = (request: HttpRequest): Answer =>
    readAnswer(answerRequest(seeded.world, request, (entry) => log.push(entry)));
  const call: TestSandbox['call'] = (keys, parameters, signOptions = {}) =>
    send(createRequest(keys, parameters, { date: clock.now(), ...signOptions }));
  return {
    ...seeded,
    clock,
    log,
    dev: {
      accessKeyId: seeded.keyPair.accessKeyId,
      secretAccessKey: seeded.keyPair.secretAccessKey.reveal(),
    },
    code: (stepsAway = 0) => createCode(seeded.mfaSecret, getTimeStep(clock.now()) + stepsAway),
    call,
    send,
    obtain: (keys, parameters) => readCredentials(call(keys, parameters)),
  };
}

export function createRequest(
  keys: Keys | undefined,
  parameters: Parameters,
  options: SignOptions & { readonly date: Date },
): HttpRequest {
  const isIam = options.service === 'iam';
  const version = options.version ?? (isIam ? '2010-05-08' : '2011-06-15');
  const body = Buffer.from(new URLSearchParams({ Version: version, ...parameters }).toString());
  const request: HttpRequest = {
    method: 'POST',
    path: '/',
    query: '',
    headers: [
      ['Host', '127.0.0.1:4566'],
      ['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8'],
      ['X-Amz-Date', formatTimestamp(options.date)],
      ...(keys?.sessionToken === undefined
        ? []
        : [['X-Amz-Security-Token', keys.sessionToken] as const]),
    ],
    body,
    sourceIp: '127.0.0.1',
  };
  const signed = keys === undefined ? request : sign(request, keys, options);
  return options.tamper?.(signed) ?? signed;
}

function sign(
  request: HttpRequest,
  keys: Keys,
  options: SignOptions & { readonly date: Date },
): HttpRequest {
  const timestamp = formatTimestamp(options.date);
  const claim: SignatureClaim = {
    accessKeyId: keys.accessKeyId,
    scopeDate: options.scopeDate ?? timestamp.slice(0, 8),
    region: options.region ?? 'us-east-1',
    service: options.service ?? 'sts',
    terminator: options.terminator ?? 'aws4_request',
    signedHeaders: request.headers
      .map(([name]) => name.toLowerCase())
      .filter((name) => name !== options.leaveUnsigned)
      .sort(),
    signature: '',
    timestamp,
    form: 'header',
  };
  const signature = createSignature(request, claim, {
    secretAccessKey: new Secret(keys.secretAccessKey),
    normalizePath: true,
  });
  return {
    ...request,
    headers: [...request.headers, ['Authorization', authorize(claim, signature)]],
  };
}

function authorize(claim: SignatureClaim, signature: string): string {
  const { accessKeyId, scopeDate, region, service, terminator, signedHeaders } = claim;
  const credential = [accessKeyId, scopeDate, region, service, terminator].join('/');
  return `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${signedHeaders.join(';')}, Signature=${signature}`;
}

function readAnswer({ status, body, requestId }: ReturnType<typeof answerRequest>): Answer {
  return {
    status,
    body,
    requestId,
    get: (element) => {
      const text = new RegExp(`<${element}>([^<]*)</${element}>`).exec(body)?.[1];
      return text === undefined ? undefined : unescapeXml(text);
    },
  };
}

function unescapeXml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&#xD;', '\r')
    .replaceAll('&amp;', '&');
}

function readCredentials(answer: Answer): Keys {
  const accessKeyId = answer.get('AccessKeyId');
  const secretAccessKey = answer.get('SecretAccessKey');
  const sessionToken = answer.get('SessionToken');
  if (accessKeyId === undefined || secretAccessKey === undefined) throw new Error(answer.body);
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === undefined ? {} : { sessionToken }),
  };
}
