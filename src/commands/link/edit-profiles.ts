import type { Document } from '../../../profiles/document.ts';
import { editConfigFile, readEditableDocument } from '../../../profiles/edit-config-file.ts';
import { applyChanges, type Change } from '../../../profiles/text-changes.ts';
import type { SharedConfig } from '../../../profiles/types.ts';
import { createUnifiedDiff } from '../../../profiles/unified-diff.ts';
import type { Context, Output } from '../../ports.ts';
import { formatDiff } from '../format-diff.ts';
import { booleanFlag, type Invocation } from '../invocation.ts';
import { wantsColor } from '../terminal-form.ts';

export interface ProfilesToEdit {
  readonly invocation: Invocation;
  readonly context: Context;
  readonly config: SharedConfig;
  readonly names: readonly string[];
  /** What is to be done to the lines of one profile. */
  readonly createChanges: (document: Document, name: string) => readonly Change[];
}

/** What an edit does to one profile. */
interface Step {
  readonly name: string;
  /** As the steps before leave it. */
  readonly document: Document;
  readonly changes: readonly Change[];
}

/**
 * Edits profiles in the config file, all or none, and shows the lines that change. With
 * `--dry-run` prints them and writes nothing. Answers the names that there was nothing to do for.
 *
 * @throws AwsxError what `createChanges` and editing the file throw
 */
export function editProfiles(work: ProfilesToEdit): readonly string[] {
  const { invocation, context, config } = work;
  const file = { fileSystem: context.fileSystem, path: config.configFile, kind: 'config' as const };
  const document = readEditableDocument(file);
  const steps = createSteps(work, document);
  const isDryRun = booleanFlag(invocation, 'dry-run');
  if (isDryRun) show(context.stdout, steps, context);
  else {
    if (!booleanFlag(invocation, 'quiet')) show(context.stderr, steps, context);
    editConfigFile({ ...file, shown: document, edit: (current) => applySteps(current, steps) });
  }
  return steps.filter(({ changes }) => changes.length === 0).map(({ name }) => name);
}

function createSteps({ names, createChanges }: ProfilesToEdit, document: Document): Step[] {
  const steps: Step[] = [];
  let current = document;
  for (const name of new Set(names)) {
    const changes = createChanges(current, name);
    steps.push({ name, document: current, changes });
    current = applyChanges(current, changes);
  }
  return steps;
}

function show(output: Output, steps: readonly Step[], { env }: Context): void {
  const hasColors = wantsColor(output, env);
  for (const { document, changes } of steps) {
    const lines = createUnifiedDiff(document, changes);
    output.write(formatDiff({ path: document.file, lines, hasColors }));
  }
}

function applySteps(current: Document, steps: readonly Step[]): Document {
  return steps.reduce((document, { changes }) => applyChanges(document, changes), current);
}
