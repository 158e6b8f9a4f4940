import { Box, Text } from 'ink';
import type { ReactElement } from 'react';
import type { MfaQuestionText } from '../../src/mfa/mfa-question-text.ts';
import { secondsLeftInWindow } from '../../src/mfa/totp-window.ts';
import { Note } from '../line/note.tsx';
import type { ViewProps } from '../question.ts';

export interface MfaCodeProps extends ViewProps {
  readonly text: MfaQuestionText;
}

/** Who needs a code of which device, and how long the present one will be good. */
export function MfaCode({ text, now, note }: MfaCodeProps): ReactElement {
  return (
    <Box flexDirection="column">
      {text.rejected !== undefined && <Text color="red">{text.rejected}</Text>}
      <Text bold>{text.title}</Text>
      {text.facts.map(({ label, value }) => (
        <Text key={label} wrap="truncate-middle">{`  ${label}: ${value}`}</Text>
      ))}
      <Text dimColor>{`new code in ${secondsLeftInWindow(now)} s; Esc cancels`}</Text>
      <Note text={note} />
    </Box>
  );
}
