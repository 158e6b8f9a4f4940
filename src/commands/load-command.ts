/**
 * Where each command's module is. What is imported at the top becomes part of the hot bundle:
 * only commands that programs run many times a minute. Every other command is reached by
 * `import()` and costs nothing until it is run (docs/adr/0002-two-bundles.md).
 */
import * as credentialProcess from './credential-process.ts';
import * as exec from './exec.ts';
import * as exportCommand from './export.ts';
import type { RunCommand } from './invocation.ts';

interface CommandModule {
  readonly run: RunCommand;
}

const modules: ReadonlyMap<string, () => Promise<CommandModule>> = new Map([
  ['exec', async () => exec],
  ['export', async () => exportCommand],
  ['credential-process', async () => credentialProcess],
  ['add', () => import('./add.ts')],
  ['list', () => import('./list.ts')],
  ['explain', () => import('./explain.ts')],
  ['config', () => import('./config.ts')],
  ['whoami', () => import('./whoami.ts')],
  ['link', () => import('./link.ts')],
  ['unlink', () => import('./unlink.ts')],
  ['login', () => import('./login.ts')],
  ['clear', () => import('./clear.ts')],
  ['remove', () => import('./remove.ts')],
  ['sandbox', () => import('./sandbox.ts')],
  ['completion', () => import('./completion.ts')],
  ['help', () => import('./help.ts')],
  ['version', () => import('./version.ts')],
]);

/** Loads the module of a command of the table. */
export async function loadCommand(name: string): Promise<RunCommand> {
  const load = modules.get(name);
  if (load === undefined) throw new Error(`no module for the command ${name}`);
  return (await load()).run;
}
