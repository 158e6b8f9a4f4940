import { resolveChain } from '../../../profiles/chain.ts';
import { describeProperty, quoted } from '../../../profiles/describe.ts';
import { isSecretKey } from '../../../profiles/known-keys.ts';
import { LINKED_KEYS } from '../../../profiles/linked-lines.ts';
import type { Property, SharedConfig } from '../../../profiles/types.ts';
import { AwsxError } from '../../errors.ts';
import { printable } from '../../printable.ts';
import { shellWord } from '../../shell-word.ts';

export interface LinkableInput {
  readonly config: SharedConfig;
  readonly hasBaseCredential: (profile: string) => boolean;
}

/**
 * Refuses a profile that a link in the config file would not serve: one without a way to
 * credentials, one with keys in a file, which SDKs prefer, and one that has its settings in the
 * credentials file.
 *
 * @throws AwsxError `not_supported`, and what following the profile to its credentials throws
 */
export function checkLinkable(name: string, { config, hasBaseCredential }: LinkableInput): void {
  resolveChain(config, name, { hasBaseCredential });
  for (const property of config.profiles.get(name)?.properties.values() ?? []) {
    if (isKey(property)) throw keyInFile(name, property, hasBaseCredential(name));
    const isElsewhere = property.location.file !== config.configFile;
    if (isElsewhere && LINKED_KEYS.includes(property.name)) throw elsewhere(name, property, config);
  }
}

function isKey({ name }: Property): boolean {
  return name === 'aws_access_key_id' || (isSecretKey(name) && !name.startsWith('awsx_'));
}

function keyInFile(name: string, property: Property, isStored: boolean): AwsxError {
  const remove = 'remove the key from the file';
  return new AwsxError(
    'not_supported',
    `profile ${quoted(name)} has ${describeProperty(property)}, which SDKs prefer to awsx`,
    { hint: isStored ? remove : `run awsx add ${shellWord(name)}, then ${remove}` },
  );
}

function elsewhere(name: string, property: Property, { configFile }: SharedConfig): AwsxError {
  return new AwsxError(
    'not_supported',
    `profile ${quoted(name)} has ${describeProperty(property)}: awsx links in the config file alone`,
    { hint: `move that line to ${printable(configFile)}` },
  );
}
