/**
 * Closes what the runtime would open to readers of its memory. To be imported before anything
 * else. On SIGUSR1 Node opens its inspector, which every user of this machine can talk to, unless
 * there is a listener; diagnostic reports hold the whole environment.
 */
import { closeInspector } from '../src/close-inspector.ts';
import { mentionsInspector } from './is-inspected.ts';

process.on('SIGUSR1', () => undefined);

// A signal that came earlier, while Node was starting, is on its way through a thread of Node's.
// An inspector that was asked for stays, and awsx refuses to run beside it.
if (!mentionsInspector()) {
  closeInspector();
  setImmediate(closeInspector);
  setTimeout(closeInspector, 100).unref();
}

if (process.report !== undefined) {
  process.report.reportOnFatalError = false;
  process.report.reportOnSignal = false;
  process.report.reportOnUncaughtException = false;
}
