import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDocument } from '../../profiles/document.ts';
import { applyChanges, type Change } from '../../profiles/text-changes.ts';
import { createUnifiedDiff } from '../../profiles/unified-diff.ts';

const lines = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`);
const text = `${lines.join('\n')}\n`;
const document = parseDocument(text, '/config', 'config');

function diff(...changes: readonly Change[]): string {
  return createUnifiedDiff(document, changes)
    .map((line) => `${line.text}\n`)
    .join('');
}

/** The change that puts these lines in the place of others; numbers start at 1. */
function replace(from: number, to: number, ...added: readonly string[]): Change {
  const offset = (number: number) =>
    lines.slice(0, number - 1).join('\n').length + (number > 1 ? 1 : 0);
  return { start: offset(from), end: offset(to), text: added.map((line) => `${line}\n`).join('') };
}

test('shows three lines around a change', () => {
  expect(diff(replace(10, 11, 'new', 'newer'))).toBe(`@@ -7,7 +7,8 @@
 line 7
 line 8
 line 9
-line 10
+new
+newer
 line 11
 line 12
 line 13
`);
});

test('shows near changes together and others apart, each with its place', () => {
  expect(diff(replace(2, 3), replace(4, 4, 'new'), replace(20, 21))).toBe(`@@ -1,6 +1,6 @@
 line 1
-line 2
 line 3
+new
 line 4
 line 5
 line 6
@@ -17,4 +17,3 @@
 line 17
 line 18
 line 19
-line 20
`);
});

test('shows of a replaced section only what differs', () => {
  expect(diff(replace(5, 8, 'line 5', 'new', 'line 7'))).toContain('-line 6\n+new\n line 7\n');
});

test('no change has no diff', () => {
  expect(diff(replace(5, 8, 'line 5', 'line 6', 'line 7'))).toBe('');
});

/** What `patch` would make of the old lines. */
function patch(old: readonly string[], hunks: ReturnType<typeof createUnifiedDiff>): string[] {
  const result: string[] = [];
  let position = 0;
  for (const { kind, text: line } of hunks) {
    if (kind === 'hunk') {
      const [, start = '', count] = /^@@ -(\d+)(?:,(\d+))? /.exec(line) ?? [];
      const first = count === '0' ? Number(start) : Number(start) - 1;
      result.push(...old.slice(position, first));
      position = first;
      continue;
    }
    if (kind !== 'added') {
      expect(line.slice(1)).toBe(old[position]);
      position += 1;
    }
    if (kind !== 'removed') result.push(line.slice(1));
  }
  return [...result, ...old.slice(position)];
}

function splitLines(whole: string): string[] {
  const all = whole.split('\n');
  return all.at(-1) === '' ? all.slice(0, -1) : all;
}

test('applied to the old lines it gives the new ones', () => {
  const line = fc.constantFrom('a', 'b', 'c', '');
  const edit = fc.record({
    at: fc.nat(30),
    count: fc.nat(3),
    added: fc.array(line, { maxLength: 3 }),
  });
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 30 }),
      fc.array(edit, { maxLength: 3 }),
      fc.boolean(),
      (old, edits, isFinished) => {
        const whole = old.map((each) => `${each}\n`).join('');
        const content = isFinished ? whole : whole.slice(0, -1);
        const changes = toChanges(content, edits);
        const before = parseDocument(content, '/config', 'config');
        const after = applyChanges(before, changes).text;
        expect(patch(splitLines(content), createUnifiedDiff(before, changes))).toEqual(
          splitLines(after),
        );
      },
    ),
    { numRuns: 500 },
  );
});

interface Edit {
  readonly at: number;
  readonly count: number;
  readonly added: readonly string[];
}

/** Whole lines go and come, one change behind the other. */
function toChanges(content: string, edits: readonly Edit[]): readonly Change[] {
  const starts = [0, ...[...content.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const changes: Change[] = [];
  let free = 0;
  for (const { at, count, added } of [...edits].sort((one, other) => one.at - other.at)) {
    const start = starts[at];
    if (start === undefined || at < free) continue;
    const end = starts[at + count] ?? content.length;
    const opens = start === content.length && content !== '' && !content.endsWith('\n') ? '\n' : '';
    changes.push({ start, end, text: opens + added.map((each) => `${each}\n`).join('') });
    free = at + count + 1;
  }
  return changes;
}
