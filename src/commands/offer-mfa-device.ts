import { editConfigFile } from '../../profiles/edit-config-file.ts';
import { setProperty } from '../../profiles/edit-document.ts';
import type { ResolvedProfile } from '../../profiles/resolve-profile.ts';
import type { SharedConfig } from '../../profiles/types.ts';
import { resolveIamEndpoint } from '../credentials/iam-endpoint.ts';
import type { BaseCredential } from '../credentials/types.ts';
import { isAwsxError } from '../errors.ts';
import type { Context } from '../ports.ts';
import { printable } from '../printable.ts';

export interface MfaOffer {
  readonly context: Context;
  readonly config: SharedConfig;
  readonly profile: ResolvedProfile;
  readonly credentials: BaseCredential;
  /** Of the user whose key it is. */
  readonly userArn: string;
  readonly insecureEndpointAllowed: boolean;
  /** Otherwise the device is only named. */
  readonly mayAsk: boolean;
}

/**
 * Looks for the user's MFA devices and offers to write one as `mfa_serial` into the profile, which
 * has none yet. Not every user may list devices, so failing to is no failure of the command.
 *
 * @throws AwsxError `cancelled`, and what editing the config file throws.
 */
export async function offerMfaDevice(offer: MfaOffer): Promise<void> {
  if (offer.profile.mfaSerial !== undefined) return;
  const devices = (await findDevices(offer)).filter(givesCodes);
  if (devices.length === 0) return;
  const { context, config, profile, mayAsk } = offer;
  if (!mayAsk) {
    const lines = devices.map((device) => `mfa_serial = ${printable(device)}`).join(' or ');
    const where = `profile "${printable(profile.name)}" in ${printable(config.configFile)}`;
    context.stderr.write(`awsx: hint: to use MFA, add to ${where}: ${lines}\n`);
    return;
  }
  const device = await chooseDevice(devices, offer);
  if (device === undefined) return;
  editConfigFile({
    fileSystem: context.fileSystem,
    path: config.configFile,
    kind: 'config',
    edit: (document) =>
      setProperty(document, {
        section: { kind: 'profile', name: profile.name },
        key: 'mfa_serial',
        value: device,
      }),
  });
  context.stderr.write(`awsx: wrote mfa_serial into ${printable(config.configFile)}\n`);
}

async function findDevices(offer: MfaOffer): Promise<readonly string[]> {
  const { context, credentials } = offer;
  try {
    const endpoint = resolveIamEndpoint({ ...offer, env: context.env });
    if (endpoint === undefined) return [];
    const iam = await context.openIam();
    return await iam.listMfaDevices({ credentials, endpoint });
  } catch (error) {
    if (!isAwsxError(error)) throw error;
    context.stderr.write(`awsx: could not look for an MFA device: ${printable(error.message)}\n`);
    return [];
  }
}

/** Security keys (`:u2f/`) sign in to the console only: STS takes no code of theirs. */
function givesCodes(serialNumber: string): boolean {
  return !serialNumber.startsWith('arn:') || serialNumber.includes(':mfa/');
}

async function chooseDevice(
  devices: readonly string[],
  { context, profile }: MfaOffer,
): Promise<string | undefined> {
  const questions = await context.openQuestions();
  const [only, ...others] = devices.map(printable);
  const purpose = `as mfa_serial of profile "${printable(profile.name)}"`;
  if (others.length === 0) {
    return (await questions.confirm(`Write ${only} ${purpose}?`)) ? devices[0] : undefined;
  }
  const choices = [...devices.map(printable), 'none of them'];
  return devices[await questions.choose(`MFA device ${purpose}`, choices)];
}
