import * as fs from 'node:fs';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { parsePeerUsers, readPeerUsers } from '../../src/browser/peer-users.ts';

const HEAD = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid\n';
/** From port 0xB5C2 to port 0x1F90. */
const row = (uid: number, state = '01', local = '0100007F:B5C2'): string =>
  `   1: ${local} 0100007F:1F90 ${state} 00000000:00000000 00:00000000 00000000  ${uid}        0 1\n`;
/** Our own end, by the same user as the listener. */
const OWN_END = '   2: 0100007F:1F90 0100007F:B5C2 01 0:0 00:0 00000000  7        0 2\n';
const connection = { peerPort: 0xb5c2, ownPort: 0x1f90 };

test.each([
  ['the other end', `${HEAD}${OWN_END}${row(1000)}`, [1000]],
  [
    'every address with these ports',
    HEAD + row(1000) + row(1001, '01', '0200007F:B5C2'),
    [1000, 1001],
  ],
  ['no closed connection', HEAD + row(1000, '06'), []],
  ['nobody else', HEAD + row(1000, '01', '0100007F:B5C3'), []],
  ['nothing in an empty table', '', []],
])('finds %s', (_, table, users) => {
  expect(parsePeerUsers(table, connection)).toEqual(users);
});

test('tells nothing where there is no table', () => {
  const readFileSync = (() => {
    throw new Error('ENOENT');
  }) as unknown as typeof fs.readFileSync;
  expect(readPeerUsers(connection, { readFileSync })).toEqual([]);
});

test.runIf(process.platform === 'linux')('knows a real connection', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: ownPort } = server.address() as AddressInfo;
  const client = connect(ownPort, '127.0.0.1');
  onTestFinished(() => {
    client.destroy();
    server.close();
  });
  await new Promise((resolve) => server.once('connection', resolve));
  const users = readPeerUsers({ peerPort: client.localPort ?? 0, ownPort }, fs);
  expect(users).toEqual([process.getuid?.()]);
});
