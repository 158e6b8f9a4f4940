import { isIdentifier } from '../../profiles/identifier.ts';
import { nearestName } from '../../profiles/nearest-name.ts';
import { AwsxError } from '../errors.ts';
import { printable } from '../printable.ts';

/** What a name may be made of. */
export interface NameFields {
  readonly account_id: string;
  readonly account_name: string;
  readonly role_name: string;
  readonly sso_session: string;
}

export interface NamePattern {
  readonly prefix: string;
  readonly template: string;
  readonly isLowerCase: boolean;
}

/** Makes a profile name, of letters, digits and `- / . % @ _ : +` alone, never empty. */
export type CreateName = (fields: NameFields) => string;

export const DEFAULT_TEMPLATE = '{account_name}-{role_name}';

const FIELDS = ['account_id', 'account_name', 'role_name', 'sso_session'] as const;

/**
 * Reads a template: text with fields in braces. What a name cannot hold becomes a `-` in the value
 * of a field, and is refused in the text around it.
 *
 * @throws AwsxError `invalid_argument`
 */
export function parseNamePattern({ prefix, template, isLowerCase }: NamePattern): CreateName {
  checkText('--prefix', prefix, prefix);
  if (prefix.startsWith('-')) throw invalid('--prefix', prefix, 'a name must not look like a flag');
  const parts = template.split(/[{}]/);
  if (parts.length % 2 === 0) throw invalid('--template', template, 'a brace is missing');
  const makers = parts.map((part, index) =>
    index % 2 === 0 ? createText(part, template) : createField(part, template),
  );
  return (fields) => {
    const name = trimDashes(makers.map((make) => make(fields)).join('')) || fields.account_id;
    return isLowerCase ? (prefix + name).toLowerCase() : prefix + name;
  };
}

function createText(text: string, template: string): CreateName {
  checkText('--template', text, template);
  return () => text;
}

function createField(name: string, template: string): CreateName {
  const field = FIELDS.find((each) => each === name);
  if (field !== undefined) return (fields) => sanitize(fields[field]);
  const nearest = nearestName(name, FIELDS);
  const hint = nearest === undefined ? '' : `did you mean {${nearest}}? `;
  const fields = FIELDS.map((each) => `{${each}}`).join(' ');
  throw invalid('--template', template, `${hint}there are ${fields}`);
}

/** Letters lose their accents; everything else that a name cannot hold becomes one dash. */
function sanitize(value: string): string {
  const plain = value.normalize('NFKD').replace(/\p{Mark}/gu, '');
  return trimDashes(plain.replace(/[^A-Za-z0-9/.%@_:+-]+/g, '-').replace(/-{2,}/g, '-'));
}

function trimDashes(text: string): string {
  return text.replace(/^-+|-+$/g, '');
}

function checkText(flag: string, text: string, whole: string): void {
  if (text === '' || isIdentifier(text)) return;
  throw invalid(flag, whole, 'use letters, digits and - / . % @ _ : +');
}

function invalid(flag: string, value: string, hint: string): AwsxError {
  return new AwsxError('invalid_argument', `${flag} cannot be "${printable(value)}"`, { hint });
}
