import type { EnterOptions } from '../ports.ts';
import type { LeaderLine, WaiterLine } from './handover-lines.ts';
import type { HolderName } from './holder-name.ts';

/** A waiter's side of a question that the holder asks on another terminal. */
export interface QuestionWatch {
  /** From now on this holder is waited for. */
  begin(holder: HolderName, say: (line: WaiterLine) => void): void;
  /** Asks the holder for its question, unless that is known. */
  look(): void;
  hear(line: LeaderLine): void;
  /** The connection is at its end. */
  end(): void;
}

export interface QuestionWatchOptions extends Pick<EnterOptions, 'terminalName' | 'onQuestion'> {
  readonly processId: number;
}

interface Watched {
  readonly holder: HolderName;
  readonly say: (line: WaiterLine) => void;
}

export function createQuestionWatch(options: QuestionWatchOptions): QuestionWatch {
  const { terminalName, onQuestion, processId } = options;
  let watched: Watched | undefined;
  let offer: AbortController | undefined;
  /** The holder that was asked last and has not answered. An older awsx hangs up instead. */
  let unanswering = '';

  const withdraw = (): void => {
    offer?.abort();
    offer = undefined;
  };
  const pass = ({ holder, say }: Watched, place: string): void => {
    const mine = new AbortController();
    offer = mine;
    onQuestion?.({
      processId: holder.processId,
      place,
      signal: mine.signal,
      takeOver: () => {
        if (!mine.signal.aborted) say({ kind: 'take-over' });
      },
    });
  };
  return {
    begin(holder, say) {
      watched = { holder, say };
    },
    look() {
      if (watched === undefined || offer !== undefined) return;
      if (unanswering === watched.holder.text) return;
      const terminal = terminalName?.();
      if (terminal === undefined) return;
      unanswering = watched.holder.text;
      watched.say({ kind: 'look', processId, terminal });
    },
    hear(line) {
      unanswering = '';
      if (line.kind === 'working') withdraw();
      else if (line.kind === 'asking' && watched && offer === undefined) pass(watched, line.place);
    },
    end() {
      watched = undefined;
      withdraw();
    },
  };
}
