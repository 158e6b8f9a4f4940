/**
 * What an access key looks like, so that a bad paste fails at once and not at AWS. Pure. No
 * message shows what was typed: it may be the secret, pasted at the wrong question.
 */
import type { BaseCredential } from '../credentials/types.ts';
import { AwsxError } from '../errors.ts';
import { Secret } from '../secret.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKey.html */
const KEY_ID_LENGTH = { least: 16, most: 128 };
/** AWS documents no length; every secret it has handed out has this one. */
const SECRET_LENGTH = 40;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes */
const OTHER_IDENTIFIERS: Readonly<Record<string, string>> = {
  ABIA: 'a bearer token',
  AGPA: 'a user group',
  AIDA: 'a user',
  AIPA: 'an instance profile',
  ANPA: 'a managed policy',
  AROA: 'a role',
};

/** A key id and a secret as somebody typed, pasted or exported them. */
export interface TypedKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/**
 * @throws AwsxError `invalid_argument` that says what is wrong with which of the two.
 */
export function checkKeyShape({ accessKeyId, secretAccessKey }: TypedKey): BaseCredential {
  checkKeyIdShape(accessKeyId);
  refuse(
    findCommonProblem('secret access key', secretAccessKey) ?? findSecretProblem(secretAccessKey),
  );
  return { accessKeyId, secretAccessKey: new Secret(secretAccessKey) };
}

/**
 * @throws AwsxError `invalid_argument` that says what is wrong with it.
 */
export function checkKeyIdShape(accessKeyId: string): void {
  refuse(findCommonProblem('access key id', accessKeyId) ?? findKeyIdProblem(accessKeyId));
}

function refuse(problem: Problem | undefined): void {
  if (problem === undefined) return;
  throw new AwsxError('invalid_argument', problem.message, { hint: problem.hint });
}

interface Problem {
  readonly message: string;
  readonly hint: string;
}

const PASTE_AGAIN = 'copy the value alone and run the command again';

function findCommonProblem(what: string, value: string): Problem | undefined {
  if (value === '') return { message: `the ${what} is empty`, hint: PASTE_AGAIN };
  if (/^["'`]|["'`]$/.test(value)) {
    return { message: `the ${what} has quotes around it`, hint: PASTE_AGAIN };
  }
  if (/\s/.test(value)) {
    return { message: `the ${what} contains a space or line break`, hint: PASTE_AGAIN };
  }
  if (!/^[\x21-\x7e]+$/.test(value)) {
    return { message: `the ${what} contains a character that no key has`, hint: PASTE_AGAIN };
  }
  return undefined;
}

function findKeyIdProblem(value: string): Problem | undefined {
  const prefix = value.slice(0, 4);
  if (prefix === 'ASIA') {
    return {
      message: 'the access key id is that of temporary credentials (ASIA…), which expire',
      hint: "store a user's long-lived key (AKIA…); awsx makes the temporary ones itself",
    };
  }
  const other = OTHER_IDENTIFIERS[prefix];
  if (other !== undefined) {
    return {
      message: `the access key id is the identifier of ${other} (${prefix}…)`,
      hint: 'an access key id starts with AKIA',
    };
  }
  if (prefix !== 'AKIA' || !/^[A-Z0-9]+$/.test(value)) {
    return {
      message: 'the access key id is not AKIA followed by capital letters and digits',
      hint: PASTE_AGAIN,
    };
  }
  const { least, most } = KEY_ID_LENGTH;
  if (value.length >= least && value.length <= most) return undefined;
  return {
    message: `the access key id has ${value.length} characters, not ${least} to ${most}`,
    hint: PASTE_AGAIN,
  };
}

function findSecretProblem(value: string): Problem | undefined {
  if (value.length === SECRET_LENGTH) return undefined;
  return {
    message: `the secret access key has ${value.length} characters, not ${SECRET_LENGTH}`,
    hint: PASTE_AGAIN,
  };
}
