import { Box, Text } from 'ink';
import type { ReactElement } from 'react';
import type { ViewProps } from '../question.ts';
import { Note } from './note.tsx';

export interface LinesProps extends ViewProps {
  readonly lines: readonly string[];
}

/** Plain lines above the input line, and what is wrong with the answer so far. */
export function Lines({ lines, note }: LinesProps): ReactElement {
  return (
    <Box flexDirection="column">
      {lines.map((line) => (
        <Text key={line}>{line}</Text>
      ))}
      <Note text={note} />
    </Box>
  );
}
