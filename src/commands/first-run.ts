/** What `awsx` alone offers where it has nothing to pick from. */
import type { SharedConfig } from '../../profiles/types.ts';
import type { ProfileSituation } from '../describe-profiles.ts';
import type { Context } from '../ports.ts';
import { printable } from '../printable.ts';
import type { RunCommand } from './invocation.ts';
import { tryToResolveChain } from './sessions-of-key.ts';
import { commands } from './table.ts';

/**
 * Whether no profile can get credentials: nothing is in the vault, no session is left, and no
 * profile leads to another source. A configuration with errors is not mistaken for none. Pure.
 */
export function needsFirstSteps({ config, index, sessions, now }: ProfileSituation): boolean {
  if (config.diagnostics.some(({ level }) => level === 'error')) return false;
  if (index.baseCredentials.length > 0) return false;
  if (sessions.some(({ header }) => header.expiration > now)) return false;
  const { baseCredentials } = index;
  return [...config.profiles.keys()].every(
    (name) => tryToResolveChain(name, { config, baseCredentials }) === undefined,
  );
}

export interface FirstSteps {
  readonly context: Context;
  readonly config: SharedConfig;
  readonly loadCommand: (name: string) => Promise<RunCommand>;
}

interface Door {
  readonly command: string;
  readonly label: string;
}

const DOORS: readonly Door[] = [
  { command: 'add', label: 'store an AWS access key in the vault' },
  { command: 'sso', label: 'sign in with IAM Identity Center' },
  { command: 'sandbox', label: 'practise in the sandbox: no account, no network' },
];

/**
 * Asks a person who has no credentials yet how to begin, and does it. Answers the exit status.
 *
 * @throws AwsxError `cancelled`, `input_required`, and what the chosen command throws
 */
export async function offerFirstSteps({
  context,
  config,
  loadCommand,
}: FirstSteps): Promise<number> {
  const doors = DOORS.filter((door) => commands.some(({ name }) => name === door.command));
  const labels = doors.map(({ label }) => label);
  const questions = await context.openQuestions();
  const chosen =
    doors[await questions.choose('No profile has credentials yet: begin with', labels)];
  if (chosen === undefined) throw new Error('chose what was not offered');
  const positionals = chosen.command === 'add' ? [await askName(context, config)] : [];
  const run = await loadCommand(chosen.command);
  return run({ positionals, flags: {} }, context);
}

/** Enter takes the profile that others wait for the key of. */
async function askName(context: Context, config: SharedConfig): Promise<string> {
  const suggested = suggestName(config);
  const questions = await context.openQuestions();
  const typed = await questions.askText(`Name of the key's profile [${printable(suggested)}]`);
  return typed.trim() === '' ? suggested : typed;
}

function suggestName({ profiles }: SharedConfig): string {
  for (const { properties } of profiles.values()) {
    const source = properties.get('awsx_source_profile') ?? properties.get('source_profile');
    if (source !== undefined) return source.value;
  }
  return profiles.keys().next().value ?? 'dev';
}
