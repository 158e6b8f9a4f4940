import type { ChildProcess } from 'node:child_process';
import { isForeground } from './foreground.ts';
import { readProcessStatus } from './process-status.ts';

/**
 * Sent to awsx alone by another program, as a rule: the child hears of it through us. All that
 * would end awsx and leave the child to itself, except those of crashes and SIGKILL.
 */
const sentSignals: readonly NodeJS.Signals[] = [
  'SIGTERM',
  'SIGHUP',
  'SIGUSR1',
  'SIGUSR2',
  'SIGALRM',
  'SIGVTALRM',
  'SIGPROF',
  'SIGABRT',
  'SIGIO',
  'SIGPWR',
  'SIGXCPU',
];

/** A terminal makes these, by Ctrl-C and Ctrl-\ and when its size changes. */
const terminalSignals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT', 'SIGWINCH'];

/** Long enough for a burst of signals to be over, or for another reminder to be set. */
const REMINDER_MILLISECONDS = 100;

/** A Windows console sends them to every process in it, the child too. */
const consoleSignals: readonly NodeJS.Signals[] = ['SIGINT', 'SIGBREAK', 'SIGHUP'];

/**
 * Lets awsx outlive the signals that are meant for its child and hands them on. Begins before
 * the child starts: an awsx that dies in between would leave it alone.
 *
 * A terminal sends its signals to its whole foreground process group. Then the child has the
 * signal already, and a second one would make terraform, for instance, give up at once. Node
 * does not tell who sent a signal, so the process groups have to: when both processes are in
 * the foreground group it was the terminal, else it is handed on.
 *
 * @returns a function that ends it
 */
export function relaySignals(getChild: () => ChildProcess | undefined): () => void {
  const reminder = createReminder();
  const listeners = createListeners(getChild, reminder.set);
  for (const [signal, listener] of listeners) process.on(signal, listener);
  return () => {
    reminder.clear();
    for (const [signal, listener] of listeners) process.removeListener(signal, listener);
  };
}

/**
 * Node drops signals that come faster than it can take them, SIGCHLD too, and would wait for ever
 * for a child that has ended. So, some time after a signal, it is told to look again.
 */
function createReminder(): { set(): void; clear(): void } {
  let timer: NodeJS.Timeout | undefined;
  const remind = (): void => {
    timer = undefined;
    process.kill(process.pid, 'SIGCHLD');
  };
  return {
    set: () => {
      timer ??= setTimeout(remind, REMINDER_MILLISECONDS);
    },
    clear: () => clearTimeout(timer),
  };
}

type Listener = readonly [signal: NodeJS.Signals, listener: () => void];

function createListeners(getChild: () => ChildProcess | undefined, onSent: () => void): Listener[] {
  if (process.platform === 'win32') return consoleSignals.map((signal) => [signal, ignore]);
  const send = (signal: NodeJS.Signals) => () => {
    getChild()?.kill(signal);
    onSent();
  };
  const sendUnlessTerminalDid = (signal: NodeJS.Signals) => () => {
    const child = getChild();
    if (child !== undefined && !terminalReaches(child)) child.kill(signal);
  };
  return [
    ...sentSignals.map((signal): Listener => [signal, send(signal)]),
    ...terminalSignals.map((signal): Listener => [signal, sendUnlessTerminalDid(signal)]),
    ...createStopListeners(getChild, sendUnlessTerminalDid('SIGTSTP')),
  ];
}

function ignore(): void {
  // Listening alone keeps awsx alive.
}

function terminalReaches(child: ChildProcess): boolean {
  const own = readProcessStatus(process.pid);
  const other = child.pid === undefined ? undefined : readProcessStatus(child.pid);
  if (own === undefined || other === undefined) return true;
  return isForeground(own) && own.processGroup === other.processGroup;
}

/**
 * awsx stops when its child has stopped, and not before: the shell takes the terminal back as
 * soon as awsx stops, while a child such as `less` still restores the terminal's modes. A child
 * that stops without Ctrl-Z (`suspend` in a subshell) takes awsx along too.
 *
 * Only on Linux, where /proc tells a child's state. Elsewhere SIGTSTP keeps its default action:
 * Ctrl-Z stops both at once, `fg` continues both.
 */
function createStopListeners(
  getChild: () => ChildProcess | undefined,
  onTerminalStop: () => void,
): Listener[] {
  if (process.platform !== 'linux') return [];
  const readChild = () => {
    const processId = getChild()?.pid;
    return processId === undefined ? undefined : readProcessStatus(processId);
  };
  const onChildChange = () => {
    const status = readChild();
    if (status?.stopped !== true || status.terminalGroup < 1) return;
    // With the default action back the signal stops us, unless no shell could ever continue us
    // (an orphaned process group): then the kernel drops it, which SIGSTOP would not allow.
    process.removeListener('SIGTSTP', onTerminalStop);
    process.kill(process.pid, 'SIGTSTP');
  };
  const onContinue = () => {
    if (!process.listeners('SIGTSTP').includes(onTerminalStop)) {
      process.on('SIGTSTP', onTerminalStop);
    }
    if (readChild()?.stopped === true) getChild()?.kill('SIGCONT');
  };
  return [
    ['SIGTSTP', onTerminalStop],
    ['SIGCHLD', onChildChange],
    ['SIGCONT', onContinue],
  ];
}
