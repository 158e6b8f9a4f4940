import { loadSharedConfig } from '../../profiles/load-shared-config.ts';
import {
  emptyProfile,
  type ResolvedProfile,
  resolveProfile,
} from '../../profiles/resolve-profile.ts';
import type { SharedConfig } from '../../profiles/types.ts';
import { resolveStsEndpoint } from '../credentials/endpoint.ts';
import { chooseRegion } from '../credentials/plan-options.ts';
import { createSessionCache } from '../credentials/session-cache.ts';
import type { BaseCredential } from '../credentials/types.ts';
import { dropUndefined } from '../drop-undefined.ts';
import { AwsxError } from '../errors.ts';
import type { CallerIdentity, Context } from '../ports.ts';
import { printable } from '../printable.ts';
import { findRecord } from '../vault/index-text.ts';
import { openIndex, openVault } from '../vault/open-vault.ts';
import { alreadyStored } from '../vault/vault.ts';
import { checkKeyShape } from './check-key-shape.ts';
import { booleanFlag, type Invocation, stringFlag } from './invocation.ts';
import { readNewKey } from './read-new-key.ts';

/**
 * `awsx add PROFILE`: stores a base credential. Whatever can be refused is refused before the
 * vault is touched: the name, the shape of the key, a key that AWS does not know.
 *
 * @throws AwsxError `invalid_argument`, `already_exists`, `input_required`, `aws_refused`, what the
 *   configuration and the vault throw.
 */
export async function run(invocation: Invocation, context: Context): Promise<number> {
  const profile = checkName(invocation.positionals[0] ?? '');
  const config = loadSharedConfig(context);
  const resolved = config.profiles.has(profile)
    ? resolveProfile(config, profile)
    : emptyProfile(profile);
  checkNeedsKey(resolved);
  if (!booleanFlag(invocation, 'force')) checkIsNew(profile, context);
  const credential = checkKeyShape(await readNewKey(invocation, context));
  const identity = booleanFlag(invocation, 'no-verify')
    ? undefined
    : await verify(credential, { invocation, context, config, resolved });
  await store(profile, credential, { invocation, context });
  if (!booleanFlag(invocation, 'quiet')) announce(context, { profile, credential, identity });
  return 0;
}

/** What a line of the config file, a message or a table could not hold is no name. */
function checkName(profile: string): string {
  if (profile.trim() !== '' && printable(profile) === profile && profile === profile.trim()) {
    return profile;
  }
  const problem =
    profile.trim() === '' ? 'is empty' : 'has a control character or outer space in it';
  throw new AwsxError('invalid_argument', `the profile name "${printable(profile)}" ${problem}`, {
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
    { hint: `run awsx add ${source}` },
  );
}

function checkIsNew(profile: string, context: Context): void {
  const record = findRecord(openIndex(context).read(), profile);
  if (record !== undefined) throw alreadyStored(record);
}

interface Circumstances {
  readonly invocation: Invocation;
  readonly context: Context;
}

interface Verification extends Circumstances {
  readonly config: SharedConfig;
  readonly resolved: ResolvedProfile;
}

async function verify(
  credentials: BaseCredential,
  { invocation, context, config, resolved }: Verification,
): Promise<CallerIdentity> {
  const endpoint = resolveStsEndpoint({
    config,
    env: context.env,
    profile: resolved,
    region: chooseRegion(stringFlag(invocation, 'region'), context.env),
    insecureEndpointAllowed: booleanFlag(invocation, 'insecure-endpoint'),
  });
  const sts = await context.openSts();
  const identity = await sts.getCallerIdentity({ credentials, endpoint });
  if (!identity.arn.endsWith(':root')) return identity;
  throw new AwsxError(
    'invalid_argument',
    `this is the key of the root user of account ${printable(identity.account)}, which cannot be limited`,
    { hint: "delete that key at AWS and store an IAM user's; --no-verify stores it all the same" },
  );
}

async function store(
  profile: string,
  credential: BaseCredential,
  { invocation, context }: Circumstances,
): Promise<void> {
  const vault = await openVault(
    context,
    dropUndefined({ backend: stringFlag(invocation, 'backend') }),
  );
  if (booleanFlag(invocation, 'force')) await vault.setBaseCredential(profile, credential);
  else await vault.addBaseCredential(profile, credential);
  const cache = createSessionCache({ ...context, folder: context.folders.cache });
  cache.removeSessions(({ header }) => header.profile === profile);
}

interface Added {
  readonly profile: string;
  readonly credential: BaseCredential;
  readonly identity: CallerIdentity | undefined;
}

function announce({ stderr }: Context, { profile, credential, identity }: Added): void {
  const whose = identity === undefined ? '' : ` of ${printable(identity.arn)}`;
  stderr.write(`awsx: stored the key ${credential.accessKeyId}${whose} as profile "${profile}"\n`);
  stderr.write(`awsx: hint: run awsx exec ${profile} -- COMMAND\n`);
}
