import { Text } from 'ink';
import type { ReactElement } from 'react';

export interface NoteProps {
  readonly text: string | undefined;
}

/** What is wrong with an answer so far; nothing when all is well. */
export function Note({ text }: NoteProps): ReactElement | null {
  return text === undefined ? null : <Text color="yellow">{text}</Text>;
}
