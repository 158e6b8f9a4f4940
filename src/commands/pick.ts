import { createSessionCache } from '../credentials/session-cache.ts';
import type { Context } from '../ports.ts';
import { printable } from '../printable.ts';
import type { ProfilesToChoose } from './choose-profile.ts';
import { createExportLine } from './export-line.ts';
import { needsFirstSteps, offerFirstSteps } from './first-run.ts';
import type { Invocation, RunCommand } from './invocation.ts';
import { readProfiles } from './plan-from-invocation.ts';
import { type PickerRun, runPicker } from './run-picker.ts';
import { createShellCommand } from './shell-command.ts';

export interface PickAndRun {
  readonly context: Context;
  readonly loadCommand: (name: string) => Promise<RunCommand>;
}

/**
 * `awsx [--plain]`: the picker, and then what was chosen for the profile: a shell, a command
 * line, the console, a command in the clipboard. Where no profile has credentials yet, how to
 * begin.
 *
 * @throws AwsxError as reading the config and the index, the picker, and the chosen command do
 */
export async function pickAndRun({ context, loadCommand }: PickAndRun): Promise<number> {
  const profiles = readProfiles(context, { positionals: [], flags: {} });
  if (lacksCredentials(profiles)) return offerFirstSteps({ ...profiles, loadCommand });
  const pick = await runPicker({ ...profiles, ...describeOffer(context) });
  const { profile, action, commandLine = '' } = pick;
  const run = async (name: string, invocation: Partial<Invocation> = {}): Promise<number> =>
    (await loadCommand(name))({ positionals: [profile], flags: {}, ...invocation }, context);
  switch (action) {
    case 'command':
      return run('exec', { childCommand: createShellCommand(commandLine, context) });
    case 'console':
      return run('login');
    case 'copy':
      return copyLine(createExportLine({ ...context, profile }), context);
    default:
      return run('exec');
  }
}

function lacksCredentials({ context, config, index }: ProfilesToChoose): boolean {
  const cache = createSessionCache({ ...context, folder: context.folders.cache });
  const now = context.clock.now();
  return needsFirstSteps({ config, index, sessions: cache.listSessions(), now });
}

type Offer = Omit<PickerRun, 'context' | 'config' | 'index' | 'planProfile'>;

function describeOffer({ env }: Context): Offer {
  const outer = env['AWSX_PROFILE'] || env['AWS_VAULT'];
  const profile = outer || env['AWS_PROFILE'];
  const note = outer && `this shell is in a session of ${printable(outer)}: leave it for another`;
  return {
    defaultAction: 'open a shell',
    actions: ['command', 'console', 'copy'],
    ...(profile && { initial: { query: '', profile, ...(note && { note }) } }),
  };
}

/** The command goes to stdout when there is no clipboard: it is what was asked for. */
async function copyLine(line: string, context: Context): Promise<number> {
  const done = await context.copyText(line);
  if (done === undefined) context.stdout.write(`${line}\n`);
  else context.stderr.write(`awsx: ${done}: ${line}\n`);
  return 0;
}
