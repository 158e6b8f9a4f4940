import { AwsxError } from '../src/errors.ts';
import { quoted } from './describe.ts';
import type { DocumentKind, SectionId } from './document.ts';
import { isIdentifier } from './identifier.ts';
import { parsePropertyLine } from './property-line.ts';
import { parseSectionHeader } from './section-header.ts';

/**
 * A section's header as the file's kind has it; names with other characters in quotes, as the
 * AWS CLI writes them.
 *
 * @throws AwsxError `setting_invalid` for a name that the file cannot hold
 */
export function printSectionHeader({ kind, name }: SectionId, documentKind: DocumentKind): string {
  const header =
    documentKind === 'credentials' || (kind === 'profile' && name === 'default')
      ? `[${name}]`
      : `[${kind} ${isIdentifier(name) ? name : inQuotes(name)}]`;
  const parsed = parseSectionHeader(header, documentKind);
  const isSame = parsed.outcome === 'section' && parsed.kind === kind && parsed.name === name;
  if (isSame && isOneLine(name)) return header;
  const file = documentKind === 'config' ? 'config' : 'credentials';
  throw new AwsxError('setting_invalid', `the ${file} file cannot hold a ${kind} ${quoted(name)}`, {
    hint: 'use letters, digits and - / . % @ _ : +',
  });
}

/**
 * Refuses a property that would not be read back as it was given.
 *
 * @throws AwsxError `setting_invalid`; the value is not shown, since it may be a secret
 */
export function checkWritable(key: string, value: string): void {
  const parsed = parsePropertyLine(`${key} = ${value}`);
  const isSame = typeof parsed !== 'string' && parsed.key === key && parsed.value === value;
  if (isSame && isIdentifier(key) && isOneLine(value)) return;
  throw new AwsxError('setting_invalid', `the AWS files cannot hold this value of ${quoted(key)}`, {
    hint: 'line ends, outer spaces, and # or ; behind a space are not possible',
  });
}

/** Also without halves of surrogate pairs, which UTF-8 does not have. */
function isOneLine(text: string): boolean {
  return !/[\r\n\p{Cs}]/u.test(text);
}

function inQuotes(name: string): string {
  return name.includes("'") ? `"${name.replace(/["\\]/g, '\\$&')}"` : `'${name}'`;
}
