import { dropUndefined } from '../drop-undefined.ts';
import type { EnterOptions } from '../ports.ts';
import type { LeaderLine, WaiterLine } from './handover-lines.ts';
import type { HolderName } from './holder-name.ts';

/** A waiter's side of a question that the holder asks on another terminal. */
export interface QuestionWatch {
  /** From now on this holder is waited for. */
  begin(holder: HolderName, say: (line: WaiterLine) => void): void;
  /** Asks the holder for its question, unless that is known. */
  look(): Promise<void>;
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
  const pass = ({ holder, say }: Watched, terminal: string | undefined): void => {
    const mine = new AbortController();
    offer = mine;
    onQuestion?.({
      processId: holder.processId,
      ...dropUndefined({ terminal }),
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
    async look() {
      const asked = watched;
      if (asked === undefined || offer !== undefined || unanswering === asked.holder.text) return;
      const terminal = await terminalName?.();
      if (terminal === undefined || watched !== asked) return;
      unanswering = asked.holder.text;
      asked.say({ kind: 'look', processId, terminal });
    },
    hear(line) {
      unanswering = '';
      if (line.kind === 'working') withdraw();
      else if (line.kind === 'asking' && watched && offer === undefined)
        pass(watched, line.terminal);
    },
    end() {
      watched = undefined;
      withdraw();
    },
  };
}
