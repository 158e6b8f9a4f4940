import { ServiceError } from './service-error.ts';

/** Decoded parameters of a request by name. A name may stand only once. */
export type Form = ReadonlyMap<string, string>;

/** AWS's largest request is an AssumeRole with 50 tags; it has far fewer parameters. */
const MAX_PARAMETERS = 1000;

/**
 * Parses `application/x-www-form-urlencoded` text.
 * Throws MalformedQueryString for bad escapes, repeated names and too many parameters.
 */
export function parseForm(text: string): Form {
  const form = new Map<string, string>();
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decode(equals < 0 ? pair : pair.slice(0, equals));
    const value = equals < 0 ? '' : decode(pair.slice(equals + 1));
    if (form.has(name)) throw malformed('a parameter is given twice');
    form.set(name, value);
    if (form.size > MAX_PARAMETERS) throw malformed('too many parameters');
  }
  return form;
}

/** UTF-8 bytes as text. Throws MalformedQueryString when they are none. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw malformed('the body is not UTF-8');
  }
}

/** Both forms as one. Throws MalformedQueryString when a name is in both. */
export function mergeForms(first: Form, second: Form): Form {
  const merged = new Map(first);
  for (const [name, value] of second) {
    if (merged.has(name)) throw malformed('a parameter is given twice');
    merged.set(name, value);
  }
  return merged;
}

/**
 * The items of a list parameter (`Tags.member.1.Key`) in order of their numbers, each as a form
 * of what follows the number; a plain item (`TransitiveTagKeys.member.1`) has the name `''`.
 */
export function readList(form: Form, name: string): readonly Form[] {
  const prefix = `${name}.member.`;
  const items = new Map<number, Map<string, string>>();
  for (const [parameter, value] of form) {
    if (!parameter.startsWith(prefix)) continue;
    const [number = '', ...rest] = parameter.slice(prefix.length).split('.');
    if (!/^[1-9][0-9]{0,5}$/.test(number)) throw malformed('a list index is not a number');
    const item = items.get(Number(number)) ?? new Map<string, string>();
    items.set(Number(number), item.set(rest.join('.'), value));
  }
  return [...items].sort(([first], [second]) => first - second).map(([, item]) => item);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw malformed('a percent escape is not valid UTF-8');
  }
}

/** Status and code: https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html */
function malformed(reason: string): ServiceError {
  return new ServiceError(
    404,
    'MalformedQueryString',
    `The query string contains a syntax error: ${reason}.`,
  );
}
