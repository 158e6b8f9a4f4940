import { Box, Text } from 'ink';
import type { ReactElement } from 'react';
import { Note } from '../line/note.tsx';
import type { ViewProps } from '../question.ts';

export interface ChooseProps extends ViewProps {
  /** Each with its number. */
  readonly choices: readonly string[];
}

/** A numbered list, one line for each choice. */
export function Choose({ choices, note }: ChooseProps): ReactElement {
  return (
    <Box flexDirection="column">
      {choices.map((choice) => (
        <Text key={choice} wrap="truncate">
          {choice}
        </Text>
      ))}
      <Note text={note} />
    </Box>
  );
}
