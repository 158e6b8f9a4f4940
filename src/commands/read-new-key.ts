import { AwsxError } from '../errors.ts';
import type { Context } from '../ports.ts';
import { printable } from '../printable.ts';
import { checkKeyIdShape, type TypedKey } from './check-key-shape.ts';
import { booleanFlag, type Invocation } from './invocation.ts';

/**
 * The key that `add` is to store, as it comes: from the environment, from stdin or from a person.
 *
 * @throws AwsxError `usage` for two sources at once, `invalid_argument` for one that lacks
 *   something and for an id that is none, `input_required` and `cancelled`.
 */
export async function readNewKey(invocation: Invocation, context: Context): Promise<TypedKey> {
  const fromEnvironment = booleanFlag(invocation, 'env');
  const fromStdin = booleanFlag(invocation, 'stdin');
  if (fromEnvironment && fromStdin) {
    throw new AwsxError('usage', '--env and --stdin exclude each other', { hint: 'give one' });
  }
  if (fromEnvironment) return readFromEnvironment(context);
  if (fromStdin) return parseKeyJson(await context.readStdin());
  if (booleanFlag(invocation, 'no-input')) {
    throw new AwsxError('input_required', 'a key is needed and --no-input forbids to ask for it', {
      hint: 'give it with --env or --stdin',
    });
  }
  return askForKey(invocation.positionals[0] ?? '', context);
}

function readFromEnvironment({ env }: Context): TypedKey {
  const read = (variable: string): string => {
    const value = env[variable];
    if (value !== undefined && value !== '') return value;
    throw new AwsxError('invalid_argument', `--env: ${variable} is not set`, {
      hint: 'set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or drop --env to be asked',
    });
  };
  return {
    accessKeyId: read('AWS_ACCESS_KEY_ID'),
    secretAccessKey: read('AWS_SECRET_ACCESS_KEY'),
  };
}

/** The text is not quoted in any message: it holds a secret. */
function parseKeyJson(text: string): TypedKey {
  const fields = parseObject(text);
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey } = fields ?? {};
  if (typeof accessKeyId === 'string' && typeof secretAccessKey === 'string') {
    return { accessKeyId, secretAccessKey };
  }
  const problem = fields === undefined ? 'is no JSON object' : 'lacks a field, or it is no text';
  throw new AwsxError('invalid_argument', `--stdin: what was read ${problem}`, {
    hint: 'write {"AccessKeyId":"…","SecretAccessKey":"…"} to it',
  });
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

async function askForKey(profile: string, context: Context): Promise<TypedKey> {
  const questions = await context.openQuestions();
  const whose = `of profile "${printable(profile)}"`;
  const accessKeyId = await questions.askText(`AWS access key id ${whose}`);
  // Before the secret is asked for: it may be the secret, pasted where it is shown.
  checkKeyIdShape(accessKeyId);
  const secret = await questions.askSecret(`AWS secret access key ${whose}`);
  return { accessKeyId, secretAccessKey: secret.reveal() };
}
