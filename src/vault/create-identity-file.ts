import { AwsxError } from '../errors.ts';
import { printable } from '../printable.ts';
import { createPrivateFile, type PrivateFileAccess } from '../private-files.ts';
import { createIdentity, recipientOf } from './age.ts';
import { formatIdentity } from './identity-text.ts';

/**
 * Creates an identity file, mode 0600, for AWSX_FILE_IDENTITY to name; as `age-keygen -o` does.
 *
 * @throws AwsxError `already_exists`; `vault_unavailable` when it cannot be written.
 */
export async function createIdentityFile(access: PrivateFileAccess, path: string): Promise<void> {
  const identity = await createIdentity();
  const content = formatIdentity(identity, await recipientOf(identity));
  if (createPrivateFile(access, { path, content })) return;
  throw new AwsxError('already_exists', `the identity file ${printable(path)} exists already`);
}
