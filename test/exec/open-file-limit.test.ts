import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findFormerSoftLimit, parseOpenFileLimit } from '../../src/exec/open-file-limit.ts';

describe('/proc/PID/limits', () => {
  const header = 'Limit                     Soft Limit           Hard Limit           Units     \n';
  it.each([
    ['1024                 524288              ', { soft: 1024, hard: 524288 }],
    ['unlimited            unlimited           ', { soft: Infinity, hard: Infinity }],
  ])('with %s', (numbers, limit) => {
    const text = `${header}Max processes             1 2 processes\nMax open files            ${numbers} files     \n`;
    expect(parseOpenFileLimit(text)).toEqual(limit);
  });

  it.each(['', header, 'Max open files many more files'])('that is %j', (text) => {
    expect(parseOpenFileLimit(text)).toBeUndefined();
  });

  it.skipIf(process.platform !== 'linux')('of this process', () => {
    const limit = parseOpenFileLimit(readFileSync('/proc/self/limits', 'latin1'));
    expect(limit?.soft).toBeGreaterThan(0);
  });
});

describe('the limit awsx was started with', () => {
  it.each([
    ['is lower: Node raised it', [20000, 20000], [1024, 20000], 1024],
    ['is the same', [20000, 20000], [20000, 20000], undefined],
    ['was lowered on the way', [512, 512], [1024, 20000], undefined],
    ['was raised on the way, as root can', [30000, 30000], [1024, 20000], undefined],
    ['is higher, which Node does not do', [1024, 20000], [4096, 20000], undefined],
    ['has no end', [Infinity, Infinity], [Infinity, Infinity], undefined],
  ] as const)('%s', (_, [soft, hard], [starterSoft, starterHard], former) => {
    const starter = { soft: starterSoft, hard: starterHard };
    expect(findFormerSoftLimit({ soft, hard }, starter)).toBe(former);
  });
});
