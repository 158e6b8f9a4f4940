import { AwsxError } from '../../src/errors.ts';
import type { Pick, PickProfile, PickRequest } from '../../src/picker/types.ts';
import type { Clock } from '../../src/ports.ts';
import type { Terminal } from '../../src/terminal/terminal.ts';
import { wantsPlainLines } from '../../src/terminal/wants-plain-lines.ts';
import { prepareForInk } from '../prepare-for-ink.ts';
import { measureColumns } from './columns.ts';
import { createFrame, type Frame, type FrameInput, fitToScreen } from './frame.ts';
import { createFrameScreen } from './frame-screen.ts';
import { pickFromNumberedList } from './numbered-list.ts';
import { createPickerReducer, type PickerReducer } from './reducer.ts';
import { createRehearsal, runInTurns } from './rehearse.ts';
import { createSearch } from './search.ts';
import { runSession } from './session.ts';
import { createPickerState, type PickerState } from './state.ts';

export interface ProfilePickerOptions {
  readonly openTerminal: () => Terminal;
  readonly clock: Clock;
  /** awsx's own environment: what Ink reads at import is put right here before it is loaded. */
  readonly processEnv: NodeJS.ProcessEnv;
  /** `--plain`: a numbered list, nothing drawn a second time. */
  readonly plain: boolean;
  /** Calls back when the process is ended by a signal or a crash; answers how to forget that. */
  readonly restoreAtExit: (restore: () => void) => () => void;
}

/** Smaller than this a list of numbers that wraps is easier to read. */
const MINIMUM_COLUMNS = 20;
const MINIMUM_ROWS = 4;
/** Sessions expire while somebody looks on. */
const TICK_MILLISECONDS = 30_000;
/** DEC mode 2004: a paste comes between brackets, so that its line ends choose nothing. */
const PASTE_BRACKETS = { on: '\u001b[?2004h', off: '\u001b[?2004l' };
/** Below the line of the cursor, since an error may have been printed there. */
const ERASE_BELOW = '\r\n\u001b[J';

/** The picker on the controlling terminal, which is open only while the picker is. */
export function createProfilePicker(options: ProfilePickerOptions): PickProfile {
  const { plain, processEnv } = options;
  // Ink is read from the disk while the caller reads the configuration.
  const drawing = plain || wantsPlainLines(processEnv) ? undefined : loadDrawing(processEnv);
  return async (request, signal) => {
    const terminal = options.openTerminal();
    try {
      return await pickOnTerminal({ ...options, drawing, terminal, request, signal });
    } finally {
      await terminal.close();
    }
  };
}

type Drawing = typeof import('./render-frame.tsx');

function loadDrawing(processEnv: NodeJS.ProcessEnv): Promise<Drawing> {
  prepareForInk(processEnv);
  return import('./render-frame.tsx');
}

interface OpenPicker extends ProfilePickerOptions {
  readonly drawing: Promise<Drawing> | undefined;
  readonly terminal: Terminal;
  readonly request: PickRequest;
  readonly signal: AbortSignal | undefined;
}

async function pickOnTerminal(picker: OpenPicker): Promise<Pick> {
  const { terminal, request, drawing } = picker;
  const { search, prepare } = createSearch();
  const { columns, rows } = terminal.output;
  if (drawing === undefined || columns < MINIMUM_COLUMNS || rows < MINIMUM_ROWS) {
    return pickFromNumberedList({ ...picker, search });
  }
  const { renderFrame } = await drawing;
  const state = createPickerState({ rows: request.rows, ...request.initial }, search);
  const reduce = createPickerReducer({ search, actions: request.actions });
  const layOut = createLayout(picker);
  const preview = rememberLast(request.preview);
  const render = ({ input, frame }: LaidOut) => renderFrame(frame, input.columns);
  const screen = createFrameScreen(terminal.output);
  const forget = picker.restoreAtExit(() => {
    terminal.output.write(PASTE_BRACKETS.off + ERASE_BELOW);
  });
  terminal.output.write(PASTE_BRACKETS.on);
  const stopRehearsal = runInTurns(
    createRehearsal({
      state,
      prepare,
      reduce,
      render: (next) => void render(layOut(next, () => [])),
    }),
  );
  try {
    const left = await runSession({
      ...picker,
      initial: state,
      reduce: reportPins(reduce, request),
      isOver: ({ outcome }) => outcome.kind !== 'open',
      draw: (next) => {
        const laidOut = layOut(next, preview);
        screen.draw(render(laidOut));
        return laidOut.input.state;
      },
      onContinue: () => {
        screen.leave();
        // The shell has switched it off meanwhile.
        terminal.output.write(PASTE_BRACKETS.on);
      },
      tickMilliseconds: TICK_MILLISECONDS,
    });
    return answer(left);
  } finally {
    stopRehearsal();
    screen.close();
    terminal.output.write(PASTE_BRACKETS.off);
    forget();
  }
}

function answer({ outcome }: PickerState): Pick {
  if (outcome.kind === 'picked') return outcome.pick;
  throw new AwsxError('cancelled', 'cancelled');
}

/** The one effect of a key that does not leave the picker. */
function reportPins(reduce: PickerReducer, { onPin }: PickRequest): PickerReducer {
  return (before, key) => {
    const after = reduce(before, key);
    if (after.rows === before.rows) return after;
    for (const [index, { name, isPinned }] of after.rows.entries()) {
      if (isPinned !== before.rows[index]?.isPinned) onPin(name, isPinned);
    }
    return after;
  };
}

interface LaidOut {
  /** With the state as it was fitted to the screen. */
  readonly input: FrameInput;
  readonly frame: Frame;
}

type LayOut = (state: PickerState, preview: PickRequest['preview']) => LaidOut;

function createLayout({ terminal, request, clock }: OpenPicker): LayOut {
  const { actions, defaultAction } = request;
  const widths = measureColumns(request.rows);
  return (state, preview) => {
    const { columns, rows } = terminal.output;
    const now = clock.now();
    const unfitted = { actions, defaultAction, columns, rows, widths, preview, now, state };
    const input = { ...unfitted, state: fitToScreen(unfitted) };
    return { input, frame: createFrame(input) };
  };
}

/** A plan is made once for each time a row is highlighted, not for each key. */
function rememberLast(preview: PickRequest['preview']): PickRequest['preview'] {
  let last: { readonly profile: string; readonly lines: readonly string[] } | undefined;
  return (profile) => {
    if (last?.profile !== profile) last = { profile, lines: preview(profile) };
    return last.lines;
  };
}
