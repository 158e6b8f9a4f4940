import { describe, expect, test } from 'vitest';
import { isFromNoAnswer } from '../../../src/vault/no-answer.ts';
import {
  type InspectOptions,
  inspectItem,
} from '../../../src/vault/secret-service/inspect-item.ts';
import { createTemporaryFolder } from '../../temporary-folder.ts';
import { type FakeBus, type Reply, reply, startFakeBus } from './fake-bus.ts';

const attributes = { service: 'awsx', username: 'cache-key' };
const hello = reply({ serial: 1, signature: 's', body: [':1.5'] });
const alias = (path: string): Reply => ({ serial: 2, signature: 'o', body: [path] });
const locked = (value: boolean): Reply => ({
  serial: 3,
  signature: 'v',
  body: [{ boolean: value }],
});
const items = (serial: number, ...lists: readonly (readonly string[])[]): Reply => ({
  serial,
  signature: 'aoao',
  body: lists,
});

const readLockState = async (options: Omit<InspectOptions, 'wantsValue'>) =>
  (await inspectItem({ ...options, wantsValue: false })).state;

/** A bus that gives these answers one after the other, whatever it is asked. */
function answering(...replies: readonly Reply[]): Promise<FakeBus> {
  return startFakeBus(({ socket, answer }) => {
    socket.write('DATA\r\nOK 0123456789abcdef\r\n');
    answer([hello, ...replies.map(reply)]);
  });
}

describe('the lock state', () => {
  test.each<[string, string, readonly Reply[]]>([
    ['unlocked', 'has no such item', [alias('/c'), locked(false), items(4, [], [])]],
    ['unlocked', 'is open', [alias('/c'), locked(false), items(4, ['/c/1'], [])]],
    ['locked', 'is locked', [alias('/c'), locked(true)]],
    [
      'locked',
      'is open, the item in another that is not',
      [alias('/c'), locked(false), items(4, [], ['/other/1'])],
    ],
    [
      'unlocked',
      'is open, and another item of that name is not',
      [alias('/c'), locked(false), items(4, ['/c/1', '/c/22'], ['/other/1'])],
    ],
    ['no-collection', 'does not exist', [alias('/'), items(3, [], [])]],
    [
      'locked',
      'does not exist, the item in one that is locked',
      [alias('/'), items(3, [], ['/o'])],
    ],
  ])('is %s when the default collection %s', async (state, _, replies) => {
    const { env } = await answering(...replies);
    expect(await readLockState({ env, attributes })).toBe(state);
  });

  test('is asked for in calls that open no dialog', async () => {
    const bus = await answering(alias('/c'), locked(false), items(4, [], []));
    await readLockState({ env: bus.env, attributes });
    const text = bus.received().toString('latin1');
    expect(text.startsWith('\0AUTH EXTERNAL\r\nDATA\r\nBEGIN\r\n')).toBe(true);
    for (const word of ['Hello', 'ReadAlias', 'Locked', 'SearchItems', 'cache-key']) {
      expect(text).toContain(word);
    }
    expect(text).not.toContain('Unlock');
  });

  test('comes in small pieces, between signals', async () => {
    const signal = reply({ serial: 0, signature: 's', body: ['NameAcquired'] });
    signal[1] = 4;
    const messages = [
      Buffer.concat([signal, hello]),
      Buffer.concat([reply(alias('/c')), signal]),
      reply(locked(true)),
    ];
    const { env } = await startFakeBus(({ socket, answer }) => {
      const write = socket.write.bind(socket);
      socket.setNoDelay(true);
      socket.write = (bytes: Buffer) => [...bytes].every((byte) => write(Buffer.from([byte])));
      socket.write(Buffer.from('OK 0\r\n'));
      answer(messages);
    });
    expect(await readLockState({ env, attributes })).toBe('locked');
  });
});

describe('the value of an item', () => {
  const found = [alias('/c'), locked(false), items(4, ['/c/1'], [])];
  const session: Reply = { serial: 5, signature: 'vo', body: [{ text: '' }, '/s/1'] };
  const secret = (value: Buffer): Reply => ({
    serial: 6,
    signature: '(oayays)',
    body: ['/s/1', Buffer.alloc(0), value, 'text/plain'],
  });
  const inspect = async (...replies: readonly Reply[]) => {
    const bus = await answering(...replies);
    return { bus, ...(await inspectItem({ env: bus.env, attributes, wantsValue: true })) };
  };

  test.each(['value', '', 'ü 漢字 🔑 \0 \ufeff', 'x'.repeat(70_000)])('is read', async (value) => {
    const { bus, ...inspected } = await inspect(...found, session, secret(Buffer.from(value)));
    expect(inspected).toEqual({ state: 'unlocked', value });
    const text = bus.received().toString('latin1');
    for (const word of ['OpenSession', 'plain', 'GetSecret', '/c/1', '/s/1']) {
      expect(text).toContain(word);
    }
  });

  test('is not asked for when it is not wanted', async () => {
    const bus = await answering(...found);
    await readLockState({ env: bus.env, attributes });
    expect(bus.received().toString('latin1')).not.toContain('OpenSession');
  });

  test('that was locked a moment ago is locked', async () => {
    const errorName = 'org.freedesktop.Secret.Error.IsLocked';
    const { bus: _, ...inspected } = await inspect(...found, session, { serial: 6, errorName });
    expect(inspected).toEqual({ state: 'locked' });
  });

  test.each<[string, readonly Reply[]]>([
    ['there is none', [alias('/c'), locked(false), items(4, [], [])]],
    ['there are two', [alias('/c'), locked(false), items(4, ['/c/1', '/c/2'], [])]],
    ['one of two is locked', [alias('/c'), locked(false), items(4, ['/c/1'], ['/d/1'])]],
    ['the session is refused', [...found, { serial: 5, errorName: 'org.x.NotSupported' }]],
    ['the session is another', [...found, { serial: 5, signature: 'o', body: ['/s'] }]],
    ['it is refused', [...found, session, { serial: 6, errorName: 'org.x.No' }]],
    ['it is something else', [...found, session, { serial: 6, signature: 's', body: ['x'] }]],
    ['it is no text', [...found, session, secret(Buffer.from([0xff]))]],
  ])('is left to the library when %s', async (_, replies) => {
    const { bus: __, ...inspected } = await inspect(...replies);
    expect(inspected).toEqual({ state: 'unlocked' });
  });
});

describe('the keychain is unavailable when', () => {
  test('there is no bus', async () => {
    await expect(readLockState({ env: {}, attributes })).rejects.toMatchObject({
      code: 'vault_unavailable',
      message: 'there is no D-Bus session bus',
      hint: expect.stringContaining('DBUS_SESSION_BUS_ADDRESS'),
    });
  });

  test('the bus is gone', async () => {
    const env = { XDG_RUNTIME_DIR: createTemporaryFolder() };
    await expect(readLockState({ env, attributes })).rejects.toMatchObject({
      code: 'vault_unavailable',
      message: expect.stringContaining('ENOENT'),
    });
  });

  test.each<[string, Reply, string]>([
    [
      'nobody provides the service',
      { serial: 2, errorName: 'org.freedesktop.DBus.Error.ServiceUnknown' },
      'no program provides it',
    ],
    ['it refuses', { serial: 2, errorName: 'org.x.No\u001b' }, 'it answers org.x.No\\x1b'],
    ['it answers something else', { serial: 2, signature: 'u', body: [1] }, 'in another way'],
  ])('%s', async (_, answer, message) => {
    const { env } = await answering(answer);
    await expect(readLockState({ env, attributes })).rejects.toMatchObject({
      code: 'vault_unavailable',
      message: expect.stringContaining(message),
    });
  });

  test.each([
    ['it lets nobody in', 'REJECTED EXTERNAL\r\n', 'does not let us in'],
    ['it talks nonsense', 'x'.repeat(5000), 'does not let us in'],
    ['it sends what is no message', `OK 0\r\n${'\xff'.repeat(64)}`, 'too long'],
  ])('%s', async (_, text, message) => {
    const { env } = await startFakeBus(({ socket }) => void socket.write(text, 'latin1'));
    await expect(readLockState({ env, attributes })).rejects.toMatchObject({
      code: 'vault_unavailable',
      message: expect.stringContaining(message),
    });
  });

  test('it hangs up', async () => {
    const { env } = await startFakeBus(({ socket }) => void socket.end('OK 0\r\n'));
    await expect(readLockState({ env, attributes })).rejects.toMatchObject({
      code: 'vault_unavailable',
      message: expect.stringContaining('closed'),
    });
  });

  test.each([
    ['it never answers', ''],
    ['its service never answers', 'OK 0\r\n'],
  ])('%s', async (_, text) => {
    const { env } = await startFakeBus(({ socket }) => void socket.write(text));
    const state = readLockState({ env, attributes, timeoutMilliseconds: 50 });
    await expect(state).rejects.toMatchObject({
      code: 'vault_unavailable',
      message: expect.stringContaining('does not answer'),
      hint: expect.stringContaining('run the command again'),
    });
  });

  test('it never answers, and that is not said of the next', async () => {
    const { env } = await startFakeBus(() => undefined);
    const gone = `unix:path=${createTemporaryFolder()}/gone`;
    const both = { DBUS_SESSION_BUS_ADDRESS: `${env.DBUS_SESSION_BUS_ADDRESS};${gone}` };
    const failure = await readLockState({ env: both, attributes, timeoutMilliseconds: 50 }).catch(
      (error: unknown) => error,
    );
    expect.assert(failure instanceof Error);
    expect(isFromNoAnswer(failure)).toBe(true);
    expect(isFromNoAnswer(new Error('no', { cause: new Error('no') }))).toBe(false);
  });

  test('it never answers: a person is told within a second', async () => {
    const { env } = await startFakeBus(() => undefined);
    const start = performance.now();
    const state = readLockState({ env, attributes });
    await expect(state).rejects.toMatchObject({ code: 'vault_unavailable' });
    expect(performance.now() - start).toBeLessThan(900);
  });
});

test('a bus that is gone is passed over for the next', async () => {
  const { env } = await answering(alias('/c'), locked(true));
  const gone = `unix:path=${createTemporaryFolder()}/gone`;
  const both = { DBUS_SESSION_BUS_ADDRESS: `${gone};${env.DBUS_SESSION_BUS_ADDRESS}` };
  expect(await readLockState({ env: both, attributes })).toBe('locked');
});

test.skipIf(process.platform !== 'linux')('the abstract namespace is looked into', async () => {
  const env = { DBUS_SESSION_BUS_ADDRESS: `unix:abstract=awsx-test-${process.pid}` };
  await expect(readLockState({ env, attributes })).rejects.toMatchObject({
    message: expect.stringContaining('ECONNREFUSED'),
  });
});
