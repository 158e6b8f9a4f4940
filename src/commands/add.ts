import { loadSharedConfig } from '../../profiles/load-shared-config.ts';
import {
  emptyProfile,
  type ResolvedProfile,
  resolveProfile,
} from '../../profiles/resolve-profile.ts';
import type { SharedConfig } from '../../profiles/types.ts';
import { createSessionCache } from '../credentials/session-cache.ts';
import type { BaseCredential } from '../credentials/types.ts';
import { dropUndefined } from '../drop-undefined.ts';
import { AwsxError, isAwsxError } from '../errors.ts';
import type { CallerIdentity, Context } from '../ports.ts';
import { printable } from '../printable.ts';
import { shellWord } from '../shell-word.ts';
import { showProgress } from '../show-progress.ts';
import { alreadyStored } from '../vault/change-base-credential.ts';
import type { NewVault } from '../vault/find-backend.ts';
import { findRecord } from '../vault/index-text.ts';
import { isItemGone } from '../vault/is-item-gone.ts';
import { openIndex, openVault } from '../vault/open-vault.ts';
import { resolveAskedEndpoint } from './asked-endpoint.ts';
import { checkKeyShape } from './check-key-shape.ts';
import { booleanFlag, type Invocation, stringFlag } from './invocation.ts';
import { offerMfaDevice } from './offer-mfa-device.ts';
import { readNewKey } from './read-new-key.ts';

/**
 * `awsx add PROFILE`: stores a base credential. Whatever can be refused is refused before the
 * vault is touched: the name, the shape of the key, a key that AWS does not know.
 *
 * @throws AwsxError `invalid_argument`, `already_exists`, `input_required`, `aws_refused`, what the
 *   configuration and the vault throw.
 */
export async function run(invocation: Invocation, context: Context): Promise<number> {
  const name = checkName(invocation.positionals[0] ?? '');
  const config = loadSharedConfig(context);
  const profile = config.profiles.has(name) ? resolveProfile(config, name) : emptyProfile(name);
  checkNeedsKey(profile);
  if (!booleanFlag(invocation, 'force')) await checkIsNew(name, context);
  const credential = checkKeyShape(await readNewKey(invocation, context));
  const addition: Addition = { invocation, context, config, profile, credential };
  const identity = booleanFlag(invocation, 'no-verify') ? undefined : await verify(addition);
  await store(addition);
  if (!booleanFlag(invocation, 'quiet')) await finish(addition, identity);
  return 0;
}

/** A key that passed every check that needs no network. */
interface Addition {
  readonly invocation: Invocation;
  readonly context: Context;
  readonly config: SharedConfig;
  readonly profile: ResolvedProfile;
  readonly credential: BaseCredential;
}

/** What a line of the config file, a message or a table could not hold is no name. */
function checkName(name: string): string {
  const isEmpty = name.trim() === '';
  if (!isEmpty && printable(name) === name && name === name.trim()) return name;
  const problem = isEmpty ? 'is empty' : 'has a control character or outer space in it';
  throw new AwsxError('invalid_argument', `the profile name "${printable(name)}" ${problem}`, {
    hint: 'take a name such as dev',
  });
}

/** As aws-vault: such a profile would never use the key. */
function checkNeedsKey({ name, sourceProfile }: ResolvedProfile): void {
  if (sourceProfile === undefined || sourceProfile.value === name) return;
  const source = printable(sourceProfile.value);
  throw new AwsxError(
    'invalid_argument',
    `profile "${printable(name)}" uses the key of its source_profile "${source}"`,
    { hint: `run awsx add ${shellWord(sourceProfile.value)}` },
  );
}

async function checkIsNew(name: string, context: Context): Promise<void> {
  const record = findRecord(openIndex(context).read(), name);
  if (record !== undefined && !(await isItemGone(context, record))) throw alreadyStored(record);
}

async function verify(addition: Addition): Promise<CallerIdentity> {
  const identity = await identify(addition);
  if (!identity.arn.endsWith(':root')) return identity;
  throw new AwsxError(
    'invalid_argument',
    `this is the key of the root user of account ${printable(identity.account)}, which cannot be limited`,
    { hint: "delete that key at AWS and store an IAM user's; --no-verify stores it all the same" },
  );
}

async function identify(addition: Addition): Promise<CallerIdentity> {
  const { invocation, context, config, profile, credential } = addition;
  const { env } = context;
  const endpoint = resolveAskedEndpoint({ config, profile: profile.name, invocation, env });
  try {
    return await showProgress({
      context,
      text: 'asking AWS whose key it is',
      quiet: booleanFlag(invocation, 'quiet'),
      work: async () => {
        const sts = await context.openSts();
        return sts.getCallerIdentity({ credentials: credential, endpoint });
      },
    });
  } catch (error) {
    if (!isAwsxError(error) || error.code !== 'aws_refused') throw error;
    throw new AwsxError('aws_refused', error.message, {
      hint: 'nothing was stored: copy the key again; one of China or GovCloud needs its --region',
      cause: error,
    });
  }
}

async function store({ invocation, context, profile, credential }: Addition): Promise<void> {
  const { name } = profile;
  const backend = stringFlag(invocation, 'backend');
  const quiet = booleanFlag(invocation, 'quiet');
  const onChosen = (choice: NewVault): void => {
    if (!quiet) context.stderr.write(describeNewVault(choice));
  };
  const vault = await openVault(context, dropUndefined({ backend, quiet, onChosen }));
  const left = booleanFlag(invocation, 'force')
    ? await vault.setBaseCredential(name, credential)
    : await vault.addBaseCredential(name, credential);
  if (left.length > 0) context.stderr.write(describeLeft(left, name));
  const cache = createSessionCache({ ...context, folder: context.folders.cache });
  cache.removeSessions(({ header }) => header.profile === name);
}

function describeNewVault({ backend, passedOver }: NewVault): string {
  const reasons = passedOver.map(({ backend: other, reason }) => `; no ${other}: ${reason}`);
  return `awsx: the new vault is kept in the backend "${backend}"${reasons.join('')}\n`;
}

function describeLeft(backends: readonly string[], name: string): string {
  const where = backends.map((backend) => `"${printable(backend)}"`).join(' and ');
  return (
    `awsx: warning: a former key of profile "${name}" stays in ${where}, which cannot be opened now\n` +
    `awsx: hint: run the same command again when it can, or awsx remove ${shellWord(name)}\n`
  );
}

/** Says what was done, then what can be done next. */
async function finish(addition: Addition, identity: CallerIdentity | undefined): Promise<void> {
  const { invocation, context, config, profile, credential } = addition;
  const whose = identity === undefined ? '' : ` of ${printable(identity.arn)}`;
  context.stderr.write(
    `awsx: stored the key ${credential.accessKeyId}${whose} as profile "${profile.name}"\n`,
  );
  if (identity !== undefined) {
    await offerMfaDevice({
      context,
      config,
      profile,
      credentials: credential,
      userArn: identity.arn,
      insecureEndpointAllowed: booleanFlag(invocation, 'insecure-endpoint'),
      mayAsk: mayAsk(invocation, context),
    });
  }
  context.stderr.write(`awsx: hint: run awsx exec ${shellWord(profile.name)} -- COMMAND\n`);
}

/** A script that hands over the key does not expect a question. */
function mayAsk(invocation: Invocation, context: Context): boolean {
  return (
    !booleanFlag(invocation, 'env') && !booleanFlag(invocation, 'stdin') && context.hasTerminal()
  );
}
