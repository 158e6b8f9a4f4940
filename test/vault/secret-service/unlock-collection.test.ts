import { describe, expect, test } from 'vitest';
import { unlockCollection } from '../../../src/vault/secret-service/unlock-collection.ts';
import { needs } from '../../requirements.ts';
import { SECRET_SERVICE_PROGRAMS, startSecretService } from '../../secret-service.ts';
import { createTemporaryFolder } from '../../temporary-folder.ts';
import { type Reply, reply, startFakeBus } from './fake-bus.ts';

const hello = reply({ serial: 1, signature: 's', body: [':1.5'] });
const alias: Reply = { serial: 2, signature: 'o', body: ['/c'] };
const unlock = (prompt: string): Reply => ({
  serial: 3,
  signature: 'aoo',
  body: [prompt === '/' ? ['/c'] : [], prompt],
});
const matched: Reply = { serial: 4 };
const prompted: Reply = { serial: 5 };
const completed = (path: string, dismissed: boolean): Reply => ({
  serial: 0,
  signal: { path, member: 'Completed' },
  signature: 'bv',
  body: [Number(dismissed), { text: '' }],
});
const locked = (serial: number, value: boolean): Reply => ({
  serial,
  signature: 'v',
  body: [{ boolean: value }],
});

/** A bus that gives these answers one after the other; several at once in a list. */
function answering(...replies: readonly (Reply | readonly Reply[])[]) {
  return startFakeBus(({ socket, answer }) => {
    socket.write('OK 0\r\n');
    answer([hello, ...replies.map((one) => Buffer.concat([one].flat().map(reply)))]);
  });
}

describe('the default collection', () => {
  test('is unlocked when the dialog was answered', async () => {
    const others = [completed('/p/2', true), completed('/p/1', false)];
    const bus = await answering(alias, unlock('/p/1'), matched, [prompted, ...others]);
    await unlockCollection({ env: bus.env });
    const text = bus.received().toString('latin1');
    for (const word of ['ReadAlias', 'Unlock', '/c', 'AddMatch', "path='/p/1'", 'Prompt']) {
      expect(text).toContain(word);
    }
  });

  test('that asks nobody is unlocked at once', async () => {
    const bus = await answering(alias, unlock('/'));
    await unlockCollection({ env: bus.env });
    expect(bus.received().toString('latin1')).not.toContain('AddMatch');
  });

  test('that does not exist is left to the library', async () => {
    const bus = await answering({ serial: 2, signature: 'o', body: ['/'] });
    await unlockCollection({ env: bus.env });
    expect(bus.received().toString('latin1')).not.toContain('Unlock');
  });

  test('is unlocked when somebody did it elsewhere, whatever the dialog says', async () => {
    const polls = [locked(6, true), { serial: 7, errorName: 'org.x.Gone' }, locked(8, false)];
    const bus = await answering(alias, unlock('/p/1'), matched, prompted, ...polls);
    await unlockCollection({ env: bus.env, pollMilliseconds: 5 });
    expect(bus.received().toString('latin1').split('Locked')).toHaveLength(4);
  });
});

describe('fails', () => {
  test.each<[string, readonly (Reply | readonly Reply[])[], string]>([
    [
      'when the dialog was closed',
      [alias, unlock('/p/1'), matched, [prompted, completed('/p/1', true)]],
      'dismissed',
    ],
    ['when it is refused', [alias, { serial: 3, errorName: 'org.x.No' }], 'org.x.No'],
    [
      'when there is no dialog',
      [alias, unlock('/p/1'), matched, { serial: 5, errorName: 'org.x.NoObject' }],
      'org.x.NoObject',
    ],
    ['when it is something else', [alias, { serial: 3, signature: 'u', body: [1] }], 'another way'],
  ])('%s', async (_, replies, message) => {
    const { env } = await answering(...replies);
    await expect(unlockCollection({ env })).rejects.toThrow(message);
  });

  test('without a bus', async () => {
    await expect(unlockCollection({ env: {} })).rejects.toThrow('no D-Bus session bus');
    const env = { XDG_RUNTIME_DIR: createTemporaryFolder() };
    await expect(unlockCollection({ env })).rejects.toThrow('ENOENT');
  });

  test('when the bus goes away', async () => {
    const { env } = await startFakeBus(({ socket }) => void socket.end('OK 0\r\n'));
    await expect(unlockCollection({ env })).rejects.toThrow('closed');
  });
});

test.skipIf(needs(...SECRET_SERVICE_PROGRAMS))(
  'a real one is unlocked from elsewhere, and its dialog can be closed',
  async () => {
    const service = await startSecretService();
    try {
      service.lock();
      // There is no program on this bus that could show a dialog.
      await expect(unlockCollection(service)).rejects.toThrow('dismissed');
      await service.startSilentPrompter();
      const unlocked = unlockCollection({ ...service, pollMilliseconds: 50 });
      service.unlock();
      await expect(unlocked).resolves.toBeUndefined();
    } finally {
      service.stop();
    }
  },
);
