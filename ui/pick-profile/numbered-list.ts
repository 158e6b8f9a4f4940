import { AwsxError } from '../../src/errors.ts';
import type { Pick, PickRequest } from '../../src/picker/types.ts';
import type { Clock } from '../../src/ports.ts';
import type { Terminal } from '../../src/terminal/terminal.ts';
import { describeChange } from '../plain-screen.ts';
import type { ScreenOutput } from '../screen.ts';
import { createNumberedLines, createNumberedPrompt } from './numbered-lines.ts';
import {
  createNumberedReducer,
  createNumberedState,
  type NumberedState,
} from './numbered-reducer.ts';
import { runSession } from './session.ts';
import type { Search } from './state.ts';

export interface NumberedListOptions {
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly request: PickRequest;
  readonly signal: AbortSignal | undefined;
  readonly search: Search;
}

const MAXIMUM_PAGE = 20;
const MINIMUM_PAGE = 3;
/** A heading, the prompt, and what was typed before. */
const OTHER_ROWS = 4;

/**
 * The picker without drawing: a list with numbers and a prompt, each printed below the other. Text
 * that is no number of the list searches.
 *
 * @throws AwsxError `cancelled`
 */
export async function pickFromNumberedList(options: NumberedListOptions): Promise<Pick> {
  const { terminal, request, search, clock } = options;
  const { output } = terminal;
  const pageSize = Math.max(MINIMUM_PAGE, Math.min(output.rows - OTHER_ROWS, MAXIMUM_PAGE));
  const { rows, initial } = request;
  const printer = createPrinter(output, clock);
  try {
    const { outcome } = await runSession({
      ...options,
      initial: createNumberedState({ rows, pageSize, query: initial?.query }, search),
      reduce: createNumberedReducer(search),
      isOver: (state) => state.outcome.kind !== 'open',
      draw: printer.print,
      onContinue: printer.forget,
    });
    if (outcome.kind === 'picked') return outcome.pick;
    throw new AwsxError('cancelled', 'cancelled');
  } finally {
    output.write('\n');
  }
}

function createPrinter(output: ScreenOutput, clock: Clock) {
  let printed: NumberedState | undefined;
  return {
    print(state: NumberedState): NumberedState {
      if (printed?.printing === state.printing) {
        output.write(describeChange(printed.text, state.text));
      } else {
        const lines = createNumberedLines(state, clock.now());
        const prompt = `${createNumberedPrompt(state)}${state.text}`;
        output.write([...(printed === undefined ? [] : ['']), ...lines, prompt].join('\n'));
      }
      printed = state;
      return state;
    },
    forget(): void {
      output.write('\n');
      printed = undefined;
    },
  };
}
