import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMessage } from '../../../src/vault/secret-service/read-message.ts';
import {
  formatDictionary,
  formatMethodCall,
  formatStrings,
} from '../../../src/vault/secret-service/write-message.ts';
import { reply } from './fake-bus.ts';

const call = {
  destination: 'org.freedesktop.secrets',
  path: '/org/freedesktop/secrets',
  interface: 'org.freedesktop.Secret.Service',
  member: 'ReadAlias',
};

const hex = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('hex');

test('a call is written as the specification says', () => {
  const bytes = formatMethodCall({ ...call, body: formatStrings('default') }, 2);
  const lines = [
    '6c010001 0c000000 02000000 8f000000', // body, serial, 143 bytes of fields
    '01016f00 18000000 2f6f72672f667265656465736b746f702f73656372657473 00', // path
    '00000000000000',
    '02017300 1e000000 6f72672e667265656465736b746f702e5365637265742e53657276696365 00',
    '00', // after the interface
    '03017300 09000000 52656164416c696173 00', // member
    '000000000000',
    '06017300 17000000 6f72672e667265656465736b746f702e73656372657473 00', // destination
    '08016700 01 7300', // signature
    '00',
    '07000000 64656661756c7400', // "default"
  ];
  expect(bytes.toString('hex')).toBe(lines.join('').replaceAll(' ', ''));
});

test('a call that is to start nobody says so in its flags', () => {
  expect(formatMethodCall(call, 1).at(2)).toBe(0);
  expect(formatMethodCall({ ...call, noAutoStart: true }, 1).at(2)).toBe(2);
});

test('a dictionary is an array of aligned entries', () => {
  const { signature, bytes } = formatDictionary({ a: 'b', cde: '' });
  expect(signature).toBe('a{ss}');
  const entries = [
    '1d000000 00000000', // 29 bytes, padding
    '01000000 6100 0000 01000000 6200 0000',
    '03000000 63646500 00000000 00',
  ];
  expect(hex(bytes)).toBe(entries.join('').replaceAll(' ', ''));
  expect(hex(formatDictionary({}).bytes)).toBe('0000000000000000');
});

describe('an answer', () => {
  test.each(['little', 'big'] as const)('is read in %s-endian order', (order) => {
    const bytes = reply({ serial: 7, signature: 'o', body: ['/org/x'], order });
    const parsed = parseMessage(Buffer.concat([bytes, Buffer.from('next')]));
    expect(parsed?.length).toBe(bytes.length);
    expect(parsed?.message).toMatchObject({ kind: 'return', replySerial: 7, signature: 'o' });
    expect(parsed?.message.body.string()).toBe('/org/x');
  });

  test('that is an error has a name', () => {
    const parsed = parseMessage(reply({ serial: 3, errorName: 'org.example.No' }));
    expect(parsed?.message).toMatchObject({ kind: 'error', errorName: 'org.example.No' });
  });

  test('is awaited until its last byte', () => {
    const bytes = reply({ serial: 7, signature: 'ss', body: ['one', 'two'] });
    for (let length = 0; length < bytes.length; length += 1) {
      expect(parseMessage(bytes.subarray(0, length))).toBeUndefined();
    }
  });

  test('beyond all measure is refused at once', () => {
    const bytes = reply({ serial: 7 });
    bytes.writeUInt32LE(0x7fffffff, 4);
    expect(() => parseMessage(bytes)).toThrow('too long');
  });
});

test('a call is no answer to anything', () => {
  const parsed = parseMessage(formatMethodCall(call, 1));
  expect(parsed?.message).toMatchObject({ kind: 'other', replySerial: 0, signature: '' });
});

test('strings of any text come back', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (texts) => {
      const wellFormed = texts.map((text) => text.toWellFormed());
      const parsed = parseMessage(
        formatMethodCall({ ...call, body: formatStrings(...wellFormed) }, 1),
      );
      expect(wellFormed.map(() => parsed?.message.body.string())).toEqual(wellFormed);
      expect(parsed?.message.body.atEnd()).toBe(true);
    }),
  );
});

test('bytes of any kind are a message, incomplete, or an error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 200 }), (noise) => {
      const bytes = Buffer.from(noise);
      bytes.writeUInt16LE(0, 6); // a length that is not refused for its size alone
      bytes.writeUInt16LE(0, 14);
      try {
        const parsed = parseMessage(bytes);
        expect(parsed === undefined || parsed.length <= bytes.length).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
      }
    }),
  );
});
