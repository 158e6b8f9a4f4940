import type { Document } from '../../../profiles/document.ts';
import { editConfigFile, readEditableDocument } from '../../../profiles/edit-config-file.ts';
import { applyChanges } from '../../../profiles/text-changes.ts';
import type { SharedConfig } from '../../../profiles/types.ts';
import { createUnifiedDiff } from '../../../profiles/unified-diff.ts';
import { AwsxError, isAwsxError } from '../../errors.ts';
import type { Context, Output } from '../../ports.ts';
import { printable } from '../../printable.ts';
import { type PopulatePlan, planPopulate } from '../../sso/plan-populate.ts';
import { listWantedProfiles } from '../../sso/wanted-profiles.ts';
import { openIndex } from '../../vault/open-vault.ts';
import { formatDiff } from '../format-diff.ts';
import { booleanFlag, type Invocation } from '../invocation.ts';
import { wantsColor } from '../terminal-form.ts';
import { describeChanges, describeLeft } from './describe-populate.ts';
import type { FoundAccounts } from './found-accounts.ts';
import type { PopulateOptions } from './populate-options.ts';

/** Before a question a person reads no more; --dry-run shows everything. */
const SHOWN_LINES = 60;

export interface ProfilesToWrite {
  readonly invocation: Invocation;
  readonly context: Context;
  readonly config: SharedConfig;
  readonly options: PopulateOptions;
  readonly found: FoundAccounts;
}

/**
 * Writes a profile for every role into the config file, after the difference was shown and
 * confirmed; with `--dry-run` prints the difference alone. Only what an earlier run wrote is ever
 * changed.
 *
 * @throws AwsxError `invalid_argument` for a role that no account has, `input_required`,
 *   `cancelled`, and what editing the config file throws
 */
export async function writeProfiles(work: ProfilesToWrite): Promise<void> {
  const { invocation, context, config, options } = work;
  const file = { fileSystem: context.fileSystem, path: config.configFile, kind: 'config' as const };
  const document = readEditableDocument(file);
  const plan = createPlan(work, document);
  const say = createSay(invocation, context);
  for (const line of describeLeft(plan)) say(line);
  if (plan.changes.length === 0) {
    say(`nothing to change in ${printable(config.configFile)}`);
    return;
  }
  if (options.isDryRun) {
    showDiff(context.stdout, { context, document, plan });
    return;
  }
  if (!booleanFlag(invocation, 'quiet')) {
    showDiff(context.stderr, { context, document, plan, maximumLines: SHOWN_LINES });
  }
  if (!options.isForced) await confirm(plan, config, context);
  const edit = (current: Document) => applyChanges(current, plan.changes);
  editConfigFile({ ...file, shown: document, edit });
  say(`${describeChanges(plan, 'past')} in ${printable(config.configFile)}`);
}

function createPlan(work: ProfilesToWrite, document: Document): PopulatePlan {
  const { context, config, found, options } = work;
  const { createName, roleNames, prunes, region } = options;
  return planPopulate({
    document,
    ssoSession: found.ssoSession,
    wanted: listWantedProfiles({ ...found, createName, roleNames }),
    takenNames: listNamesElsewhere(config, context),
    prunes,
    ...(region === undefined ? {} : { region }),
  });
}

/** Profiles of the credentials file and of the vault: a section would change what they are. */
function listNamesElsewhere(config: SharedConfig, context: Context): ReadonlySet<string> {
  const { baseCredentials } = openIndex(context).read();
  const inCredentialsFile = [...config.profiles.values()].filter(({ locations }) =>
    locations.some(({ file }) => file !== config.configFile),
  );
  return new Set([
    ...inCredentialsFile.map(({ name }) => name),
    ...baseCredentials.map(({ profile }) => profile),
  ]);
}

interface Showing {
  readonly context: Context;
  readonly document: Document;
  readonly plan: PopulatePlan;
  readonly maximumLines?: number;
}

function showDiff(output: Output, { context, document, plan, maximumLines }: Showing): void {
  output.write(
    formatDiff({
      path: document.file,
      lines: createUnifiedDiff(document, plan.changes),
      hasColors: wantsColor(output, context.env),
      ...(maximumLines === undefined ? {} : { maximumLines }),
    }),
  );
}

async function confirm(
  plan: PopulatePlan,
  { configFile }: SharedConfig,
  context: Context,
): Promise<void> {
  const questions = await context.openQuestions();
  const prompt = `Change ${printable(configFile)}: ${describeChanges(plan, 'future')}?`;
  const isWanted = await questions.confirm(prompt).catch((error: unknown) => {
    throw explainUnconfirmed(error);
  });
  if (!isWanted) throw notWritten();
}

function explainUnconfirmed(error: unknown): unknown {
  if (!isAwsxError(error)) return error;
  if (error.code === 'cancelled') return notWritten();
  if (error.code !== 'input_required') return error;
  const hint = 'add --force to write without a question, or --dry-run to see what would change';
  return new AwsxError(error.code, error.message, { hint, cause: error });
}

function notWritten(): AwsxError {
  return new AwsxError('cancelled', 'nothing was written');
}

function createSay(invocation: Invocation, { stderr }: Context): (line: string) => void {
  if (booleanFlag(invocation, 'quiet')) return () => undefined;
  return (line) => stderr.write(`awsx: ${line}\n`);
}
