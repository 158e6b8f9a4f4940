import type { Origin } from '../../profiles/types.ts';
import { describeOrigin } from '../credentials/plan-origin.ts';
import { AwsxError } from '../errors.ts';
import type { Context } from '../ports.ts';
import { shellWord } from '../shell-word.ts';

const WRITABLE_BY_OTHERS = 0o022;
const ROOT = 0;

/**
 * Refuses to run a command from a config file that someone else can write: it would run as us.
 * Not on Windows, where modes say nothing.
 *
 * @throws AwsxError `setting_invalid`
 */
export function checkConfigFileTrust(
  origin: Origin,
  { fileSystem, userId }: Pick<Context, 'fileSystem' | 'userId'>,
): void {
  if (origin.kind !== 'file' || userId === undefined) return;
  const { file } = origin.location;
  const { mode, uid } = fileSystem.statSync(file);
  if ((mode & WRITABLE_BY_OTHERS) === 0 && [userId, ROOT].includes(uid)) return;
  throw new AwsxError(
    'setting_invalid',
    `${describeOrigin(origin)} is not run: other users can change that file`,
    { hint: `see who owns it, then run chmod go-w ${shellWord(file)}` },
  );
}
