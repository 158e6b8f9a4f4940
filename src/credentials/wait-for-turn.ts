import { isAwsxError } from '../errors.ts';
import type { SingleFlight, Turn } from '../ports.ts';
import type { QuestionElsewhere } from '../taken-over.ts';
import { createWaitingReport, type WaitingReport } from './report-waiting.ts';
import type { RunPorts } from './run-ports.ts';

/**
 * Waits for our turn at a lock, and shows the wait when it lasts. While the process that is waited
 * for asks a question on another terminal, a person at this one may ask for it here.
 *
 * What shows the wait is gone when this resolves: the leader may ask a question.
 *
 * @throws AwsxError `cancelled` when that person does not want to wait, and as the lock does
 */
export async function waitForTurn(
  singleFlight: SingleFlight,
  lockName: string,
  ports: RunPorts,
): Promise<Turn> {
  const report = createWaitingReport(ports);
  const cancelled = new AbortController();
  let offering = Promise.resolve();
  const offer: Offer = { ports, report, cancel: (reason) => cancelled.abort(reason) };
  const signals = ports.signal === undefined ? [] : [ports.signal];
  try {
    return await singleFlight.enter(lockName, {
      onWaiting: report.onWaiting,
      terminalName: async () => (await ports.openQuestions()).terminalName(),
      onQuestion: (question) => {
        offering = offering.then(() => offerTakeOver(question, offer));
      },
      signal: AbortSignal.any([...signals, cancelled.signal]),
    });
  } finally {
    await offering;
    await report.end();
  }
}

interface Offer {
  readonly ports: RunPorts;
  readonly report: WaitingReport;
  readonly cancel: (reason: unknown) => void;
}

/** Never throws: an offer that cannot be made leaves the wait as it is. */
async function offerTakeOver(
  question: QuestionElsewhere,
  { ports, report, cancel }: Offer,
): Promise<void> {
  await report.pause();
  try {
    await (await ports.openQuestions()).offerTakeOver(question);
    question.takeOver();
  } catch (error) {
    if (isAwsxError(error) && error.code === 'cancelled') cancel(error);
  }
  report.resume();
}
