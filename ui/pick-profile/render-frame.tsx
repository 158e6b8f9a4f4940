import { renderToString } from 'ink';
import type { Frame } from './frame.ts';
import type { DrawnFrame } from './frame-screen.ts';
import { FrameView } from './frame-view.tsx';

/** A frame as text with colours, laid out by Ink. */
export function renderFrame({ lines, cursor }: Frame, columns: number): DrawnFrame {
  const text = renderToString(FrameView({ lines }), { columns: Math.max(columns - 1, 1) });
  return { lines: text.split('\n'), cursor };
}
