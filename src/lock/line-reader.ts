const NEWLINE = 0x0a;

export interface LineReaderOptions {
  /** A line that is longer ends the reading. */
  readonly mostBytes: number;
  /** False when nothing more is to be read. */
  readonly onLine: (line: string) => boolean;
  readonly onTooLong: () => void;
}

/** Makes lines of the chunks that a socket hands out. */
export function createLineReader({ mostBytes, onLine, onTooLong }: LineReaderOptions) {
  let received = Buffer.alloc(0);
  let isDone = false;
  const takeLine = (): string | undefined => {
    const end = received.indexOf(NEWLINE);
    if (end === -1 || end > mostBytes) return undefined;
    const line = received.toString('utf8', 0, end);
    received = received.subarray(end + 1);
    return line;
  };
  return (chunk: Buffer): void => {
    if (isDone) return;
    received = Buffer.concat([received, chunk]);
    for (let line = takeLine(); line !== undefined && !isDone; line = takeLine()) {
      isDone = !onLine(line);
    }
    if (isDone || received.length < mostBytes) return;
    isDone = true;
    onTooLong();
  };
}
