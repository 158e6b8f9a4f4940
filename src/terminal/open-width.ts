import type { WriteStream } from 'node:tty';
import { openWriteStream } from './open-stream.ts';

export interface OpenWidth {
  /** Now. */
  columns(): number;
  close(): void;
}

/** Where no terminal tells. */
const ORDINARY_COLUMNS = 80;

/**
 * How wide the terminal is, until it is closed. Asked of a stream of its own: `process.stderr`
 * would make descriptor 2 non-blocking for the command that awsx becomes.
 */
export function openWidth(platform: NodeJS.Platform): OpenWidth {
  const stream = tryToOpen(platform === 'win32' ? '\\\\.\\CONOUT$' : '/dev/tty');
  return {
    columns: () => (stream && readColumns(stream)) || ORDINARY_COLUMNS,
    close: () => stream?.destroy(),
  };
}

function tryToOpen(device: string): WriteStream | undefined {
  try {
    return openWriteStream(device).on('error', () => undefined);
  } catch {
    return undefined;
  }
}

/** Node tells only process.stdout and process.stderr that the window changed its size. */
function readColumns(stream: WriteStream): number {
  if ('_refreshSize' in stream && typeof stream._refreshSize === 'function') stream._refreshSize();
  return stream.columns;
}
