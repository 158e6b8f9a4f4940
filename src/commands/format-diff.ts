/** How commands show what they change in the config file. Pure. */
import { maskSecretLine } from '../../profiles/mask-secrets.ts';
import type { DiffLine } from '../../profiles/unified-diff.ts';
import { printable } from '../printable.ts';

export interface ShownDiff {
  /** Of the file that would change. */
  readonly path: string;
  readonly lines: readonly DiffLine[];
  readonly hasColors: boolean;
  /** Further lines are only counted; absent for all of them. */
  readonly maximumLines?: number;
}

/** SGR parameters of ECMA-48. */
const COLORS: Readonly<Record<DiffLine['kind'], number | undefined>> = {
  hunk: 36,
  context: undefined,
  removed: 31,
  added: 32,
};

/** A unified diff; empty when nothing changes. */
export function formatDiff({ path, lines, hasColors, maximumLines }: ShownDiff): string {
  if (lines.length === 0) return '';
  const shown = lines.slice(0, maximumLines);
  const left = lines.length - shown.length;
  return [
    `--- ${printable(path)}`,
    `+++ ${printable(path)}`,
    ...shown.map(({ kind, text }) => paint(showText(text), hasColors ? COLORS[kind] : undefined)),
    ...(left === 0 ? [] : [`and ${left} more lines: --dry-run shows them all`]),
    '',
  ].join('\n');
}

/** A tab does no harm, and a diff without it could not be applied. Keys may stand beside. */
function showText(text: string): string {
  return maskSecretLine(text).split('\t').map(printable).join('\t');
}

function paint(text: string, color: number | undefined): string {
  return color === undefined ? text : `\u001b[${color}m${text}\u001b[39m`;
}
