import { type Line, textLine } from './segment.ts';
import { wrapToWidth } from './wrap-to-width.ts';

export interface PreviewSize {
  readonly width: number;
  readonly height: number;
}

/** A plan in exactly this many lines; the last says when there is more. */
export function createPreview(
  texts: readonly string[],
  { width, height }: PreviewSize,
): readonly Line[] {
  const wrapped = texts.flatMap((text) => wrapToWidth(text, width));
  const shown =
    wrapped.length > height ? [...wrapped.slice(0, Math.max(height - 1, 0)), '…'] : wrapped;
  return Array.from({ length: height }, (_, index) => textLine(shown[index] ?? '', width));
}
