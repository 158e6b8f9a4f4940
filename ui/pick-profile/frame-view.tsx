import { Box, Text } from 'ink';
import type { ReactElement } from 'react';
import type { Line, Segment } from './segment.ts';

export interface FrameViewProps {
  readonly lines: readonly Line[];
}

/** Lines of a frame; few nodes, since every key lays them out anew. */
export function FrameView({ lines }: FrameViewProps): ReactElement {
  return (
    <Box flexDirection="column">
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is known by where it stands.
        <Text key={index} wrap="truncate">
          {isEmpty(line) ? ' ' : line.map(renderSegment)}
        </Text>
      ))}
    </Box>
  );
}

/** Ink gives no line to a text without characters. */
function isEmpty(line: Line): boolean {
  return line.every(({ text }) => text === '');
}

function renderSegment({ text, background, ...look }: Segment, index: number) {
  if (Object.keys(look).length === 0 && background === undefined) return text;
  const { dim = false, color, ...rest } = look;
  return (
    <Text
      key={index}
      dimColor={dim}
      {...rest}
      {...(color && { color })}
      {...(background && { backgroundColor: background })}
    >
      {text}
    </Text>
  );
}
