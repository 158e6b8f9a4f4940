import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseForm, readList } from '../../src/sandbox/form.ts';
import type { HttpRequest } from '../../src/sandbox/http-message.ts';
import { ServiceError } from '../../src/sandbox/service-error.ts';
import { escapeXml } from '../../src/sandbox/xml.ts';
import { createRequest, createTestSandbox } from './sandbox-client.ts';

const hostileText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('%', '&', '=', '+', '.', '1', 'A', '\0', 'é') }),
  fc.constantFrom('__proto__', 'constructor', 'Tags.member.1.Key', '%FF', '%', '*'.repeat(3000)),
);

function refusalOf(run: () => unknown): ServiceError | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
}

describe('a form', () => {
  test('gives back what was encoded', () => {
    const names = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(names, names), { selector: ([name]) => name }),
        (pairs) => {
          const text = new URLSearchParams(
            pairs.map(([name, value]): [string, string] => [name, value]),
          ).toString();
          expect([...parseForm(text)]).toEqual(pairs);
        },
      ),
    );
  });

  test('is parsed or refused, whatever it is', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const refusal = refusalOf(() => readList(parseForm(text), 'Tags'));
        expect(refusal?.code ?? 'MalformedQueryString').toBe('MalformedQueryString');
      }),
    );
  });

  test.each(['a=1&a=2', 'a=%', 'a=%ZZ', 'a=%FF', 'a=%C3', `${'a&'.repeat(2)}`])(
    '%s is refused',
    (text) => {
      expect(refusalOf(() => parseForm(text))?.status).toBe(404);
    },
  );

  test('with too many parameters is refused', () => {
    const text = Array.from({ length: 1001 }, (_, index) => `p${index}=`).join('&');
    expect(refusalOf(() => parseForm(text))?.code).toBe('MalformedQueryString');
  });

  test.each(['x', '0', '01', '-1', '1e3', '__proto__', '9999999'])(
    'has no list item number %s',
    (number) => {
      const form = new Map([[`Tags.member.${number}.Key`, 'k']]);
      expect(refusalOf(() => readList(form, 'Tags'))?.code).toBe('MalformedQueryString');
    },
  );

  test('lists items by their numbers', () => {
    const form = parseForm('T.member.10=c&T.member.2=b&T.member.1.a.b=x&Tx.member.1=z&T=');
    const items = readList(form, 'T').map((item) => Object.fromEntries(item));
    expect(items).toEqual([{ 'a.b': 'x' }, { '': 'b' }, { '': 'c' }]);
  });
});

describe('a request', () => {
  const sandbox = createTestSandbox();
  const good = createRequest(
    sandbox.dev,
    { Action: 'GetCallerIdentity' },
    { date: sandbox.clock.now() },
  );

  test('of any kind is answered', () => {
    const arbitrary: fc.Arbitrary<HttpRequest> = fc.record({
      method: fc.constantFrom('GET', 'POST', 'PUT', 'HEAD', ''),
      path: fc.oneof(fc.constant('/'), hostileText),
      query: hostileText,
      headers: fc.array(
        fc.tuple(
          fc.constantFrom(
            'Host',
            'X-Amz-Date',
            'Authorization',
            'X-Amz-Security-Token',
            'Content-Type',
          ),
          fc.oneof(
            hostileText,
            fc.constantFrom('application/x-www-form-urlencoded', 'AWS4-HMAC-SHA256 =,=,'),
          ),
        ),
      ),
      body: fc.uint8Array(),
      sourceIp: fc.constantFrom('127.0.0.1', ''),
    });
    fc.assert(
      fc.property(arbitrary, (request) => {
        const { status } = sandbox.send(request);
        expect([400, 403, 404]).toContain(status);
      }),
      { numRuns: 500 },
    );
  });

  test('with any parameters is answered', () => {
    const names = fc.constantFrom(
      'RoleArn',
      'Policy',
      'Tags.member.1.Key',
      'DurationSeconds',
      'TokenCode',
      'SerialNumber',
      'PolicyArns.member.1.arn',
      'RoleSessionName',
      'UserName',
    );
    const actions = fc.constantFrom(
      'AssumeRole',
      'GetSessionToken',
      'GetUser',
      'CreateUser',
      'GetAccessKeyInfo',
    );
    fc.assert(
      fc.property(actions, fc.dictionary(names, hostileText), (Action, parameters) => {
        const service = /User$/.test(Action) ? 'iam' : 'sts';
        const { status, body } = sandbox.call(sandbox.dev, { Action, ...parameters }, { service });
        expect(status).toBeLessThan(500);
        expect(body).toMatch(/^<[A-Za-z]+ xmlns="[^"]+">[\s\S]*<\/[A-Za-z]+>\n$/);
      }),
      { numRuns: 500 },
    );
  });

  test('with one bit changed passes no more', () => {
    const { body } = good;
    fc.assert(
      fc.property(fc.nat(body.length - 1), fc.integer({ min: 0, max: 7 }), (index, bit) => {
        const changed = Uint8Array.from(body);
        changed[index] = (changed[index] ?? 0) ^ (1 << bit);
        expect(sandbox.send({ ...good, body: changed }).status).not.toBe(200);
      }),
    );
    expect(sandbox.send(good).status).toBe(200);
  });

  test.each([
    ['another path', { path: '/x' }],
    ['another method', { method: 'PUT' }],
    ['JSON', { headers: [['Content-Type', 'application/x-amz-json-1.1']] as const }],
    ['no content type', { headers: [] }],
  ])('with %s is no operation', (_, change) => {
    const answer = sandbox.send({ ...good, ...change });
    expect([answer.status, answer.get('Code')]).toEqual([404, 'UnknownOperationException']);
  });

  test('that is not UTF-8 is malformed', () => {
    const answer = sandbox.send({ ...good, body: Buffer.from([0x41, 0x3d, 0xff]) });
    expect([answer.status, answer.get('Code')]).toEqual([404, 'MalformedQueryString']);
  });
});

test('text survives XML', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(escapeXml(text)).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|apos|#xD);)/);
    }),
  );
});
