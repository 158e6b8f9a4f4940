import type { Credentials } from '../credentials/types.ts';
import { AwsxError } from '../errors.ts';
import { printable } from '../printable.ts';
import { InvalidAnswer } from './invalid-answer.ts';
import { type CredentialNames, parseCredentials, parseJsonObject } from './parse-credentials.ts';
import type { MetadataAnswer } from './request-metadata.ts';

/** How containers and instances name the parts of credentials. */
const NAMES: CredentialNames = {
  accessKeyId: 'AccessKeyId',
  secretAccessKey: 'SecretAccessKey',
  sessionToken: 'Token',
  expiration: 'Expiration',
  accountId: 'AccountId',
  temporaryOnly: true,
};

export interface AnswerContext {
  /** Who answered: `the container's 127.0.0.1:8080`. */
  readonly from: string;
  readonly now: Date;
}

/**
 * The credentials in the answer of a metadata service.
 *
 * @throws AwsxError `aws_refused` for what it refuses, `aws_answer_invalid` for everything else
 *   that is no credentials
 */
export function readMetadataAnswer(answer: MetadataAnswer, context: AnswerContext): Credentials {
  checkStatus(answer, context);
  try {
    const fields = parseJsonObject(answer.body);
    const { Code: code } = fields;
    // Instances answer 200 also when they could not get credentials.
    if (typeof code === 'string' && code !== 'Success') throw refused(code, context);
    return parseCredentials(fields, { names: NAMES, now: context.now });
  } catch (error) {
    if (!(error instanceof InvalidAnswer)) throw error;
    throw invalid(`something that ${error.message}`, context);
  }
}

/** @throws AwsxError `aws_refused`, `aws_answer_invalid` for every status but 200 */
export function checkStatus({ status, body }: MetadataAnswer, context: AnswerContext): void {
  if (status === 200) return;
  if (status >= 400 && status < 500) throw refused(readCode(body) ?? `HTTP ${status}`, context);
  throw invalid(`HTTP ${status}`, context);
}

function readCode(body: string): string | undefined {
  try {
    const { Code: code, code: otherCode } = parseJsonObject(body);
    const found = code ?? otherCode;
    return typeof found === 'string' ? found : undefined;
  } catch {
    return undefined;
  }
}

function refused(code: string, { from }: AnswerContext): AwsxError {
  return new AwsxError('aws_refused', `${from} refused to give credentials: ${printable(code)}`, {
    hint: 'check the role of the task or instance, and the authorization token',
  });
}

function invalid(what: string, { from }: AnswerContext): AwsxError {
  return new AwsxError('aws_answer_invalid', `${from} answered ${what}`, {
    hint: 'check what answers at that address',
  });
}
