import { randomBytes } from 'node:crypto';
import type { CacheUse, MfaCodes, RunPorts } from './credentials/run-ports.ts';
import { createSessionCache } from './credentials/session-cache.ts';
import { createSessionShelf } from './credentials/session-shelf.ts';
import { dropUndefined } from './drop-undefined.ts';
import { readProcessStatus } from './exec/process-status.ts';
import { checkTokenFlag } from './mfa/token-code.ts';
import type { Context } from './ports.ts';
import { insideSandbox } from './sandbox-environment.ts';
import { openVault } from './vault/open-vault.ts';

/** What the command line says about how a plan is run. */
export interface RunFlags {
  readonly cacheUse: CacheUse;
  readonly backend?: string;
  readonly mfaToken?: string;
  readonly neverAsk: boolean;
  readonly quiet: boolean;
  /** The program that wants credentials, when it is not the one that was typed. */
  readonly askedBy?: string;
}

/**
 * The ports of a run over the adapters of the context. The vault is opened once, the other
 * adapters when they are first needed.
 *
 * @throws AwsxError `invalid_argument` for an MFA code that is none.
 */
export function createRunPorts(context: Context, flags: RunFlags): RunPorts {
  if (flags.mfaToken !== undefined) checkTokenFlag(flags.mfaToken);
  const notify = (line: string): void => {
    if (!flags.quiet) context.stderr.write(`awsx: ${line}\n`);
  };
  const openVaultOnce = once(() =>
    openVault(context, dropUndefined({ backend: flags.backend, quiet: flags.quiet })),
  );
  return {
    clock: context.clock,
    sessions: createSessionShelf({
      cache: createSessionCache({ ...context, folder: context.folders.cache }),
      clock: context.clock,
      getCacheKey: async () => (await openVaultOnce()).getCacheKey(),
      notify,
    }),
    mfaCodes: createLazyMfaCodes(context, flags, notify),
    getBaseCredential: async (record) => (await openVaultOnce()).getBaseCredential(record),
    openSources: once(async () => {
      const { openSources } = await import('./sources/open-sources.ts');
      return openSources({ ...context, neverAsk: flags.neverAsk, notify });
    }),
    openSts: once(context.openSts),
    openSingleFlight: context.openSingleFlight,
    openQuestions: once(context.openQuestions),
    openProgress: (startedAt) => context.openProgress({ quiet: flags.quiet, startedAt }),
    isStopped: (processId) => readProcessStatus(processId)?.stopped ?? false,
    createMintId: () => randomBytes(6).toString('hex'),
    notify,
  };
}

function createLazyMfaCodes(
  context: Context,
  { mfaToken, neverAsk, askedBy }: RunFlags,
  notify: (line: string) => void,
): MfaCodes {
  let opened: MfaCodes | undefined;
  return {
    async getCode(request) {
      if (opened === undefined) {
        const { openMfaCodes } = await import('./mfa/open-mfa-codes.ts');
        const practiceCode = await loadPracticeCode(context);
        opened = openMfaCodes(context, {
          token: mfaToken,
          neverAsk,
          askedBy,
          practiceCode,
          notify,
        });
      }
      return opened.getCode(request);
    },
    canRetry: (step) => opened?.canRetry(step) ?? false,
  };
}

/** Undefined outside of a sandbox. */
async function loadPracticeCode({ env, clock }: Context) {
  if (!insideSandbox(env)) return undefined;
  const { createPracticeCode } = await import('./sandbox/practice-code.ts');
  return () => createPracticeCode(env, clock.now());
}

function once<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined;
  return () => {
    opened ??= open();
    return opened;
  };
}
