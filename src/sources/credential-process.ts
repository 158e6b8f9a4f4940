import type { CredentialProcessStep, Credentials } from '../credentials/types.ts';
import { parseProcessAnswer } from './parse-process-answer.ts';
import { readProcess } from './read-process.ts';
import type { SourceContext } from './source-context.ts';

/**
 * The credentials that a `credential_process` prints.
 *
 * @throws AwsxError `process_failed`; `setting_invalid` when others can write the config file
 */
export function getProcessCredentials(
  { profile, command }: CredentialProcessStep,
  context: SourceContext,
): Promise<Credentials> {
  const parse = (output: string): Credentials => parseProcessAnswer(output, context.clock.now());
  return readProcess({ profile, command, parse }, context);
}
