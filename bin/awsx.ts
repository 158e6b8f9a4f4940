import './close-doors.ts';
import { createContext } from '../src/context.ts';
import { AwsxError } from '../src/errors.ts';
import { guessForm, main, reportFailure } from '../src/main.ts';
import { leaveModesAtExit } from '../src/terminal/leave-modes.ts';
import { isInspected } from './is-inspected.ts';

leaveModesAtExit();

const argv = process.argv.slice(2);
const context = createContext();

// Warnings of Node and of the AWS SDK about the version of Node are for developers of awsx.
if (!argv.includes('--debug')) process.removeAllListeners('warning');

process.on('uncaughtException', (error) => {
  process.exit(reportFailure(error, { argv, context, ...guessForm(argv) }));
});

void start().then((status) => {
  process.exitCode = status;
});

async function start(): Promise<number> {
  if (!isInspected()) return main(argv, context);
  const failure = new AwsxError('not_supported', 'a debugger is attached that can read secrets', {
    hint: 'start awsx without --inspect; NODE_OPTIONS may hold it',
  });
  return reportFailure(failure, { argv, context, ...guessForm(argv) });
}
