import type { FileSystem } from '../ports.ts';
import type { Connection } from './one-time-address.ts';

const TABLES = ['/proc/net/tcp', '/proc/net/tcp6'];
const ESTABLISHED = '01';

/**
 * The user ids of those who hold the other end of a connection on this machine, as Linux tells in
 * `/proc/net/tcp` (proc(5)). More than one when another loopback address has the same two ports;
 * none where the system does not tell.
 */
export function readPeerUsers(
  connection: Connection,
  fileSystem: Pick<FileSystem, 'readFileSync'>,
): readonly number[] {
  return TABLES.flatMap((table) => parsePeerUsers(readTable(table, fileSystem), connection));
}

/** The same from a table's text. */
export function parsePeerUsers(
  table: string,
  { peerPort, ownPort }: Connection,
): readonly number[] {
  return table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local, remote, state]) => {
      return state === ESTABLISHED && portOf(local) === peerPort && portOf(remote) === ownPort;
    })
    .map((columns) => Number(columns[7]));
}

/** Of `0100007F:1F90`. */
function portOf(address = ''): number {
  return Number.parseInt(address.slice(address.lastIndexOf(':') + 1), 16);
}

function readTable(path: string, fileSystem: Pick<FileSystem, 'readFileSync'>): string {
  try {
    return fileSystem.readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
