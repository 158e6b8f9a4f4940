import { describeLocation } from '../../profiles/describe.ts';
import { maskSecrets } from '../../profiles/mask-secrets.ts';
import type { Diagnostic, Property, Section, SharedConfig } from '../../profiles/types.ts';
import { printable } from '../printable.ts';

/** The configuration for a person: every section and key with its file and line. */
export function formatConfig(config: SharedConfig): string {
  const sections = [config.profiles, config.ssoSessions, config.services].flatMap((each) => [
    ...each.values(),
  ]);
  const blocks = [formatFiles(config), ...sections.map(formatSection)];
  if (config.diagnostics.length > 0) blocks.push(config.diagnostics.map(formatDiagnostic));
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function formatFiles({ configFile, credentialsFile, files }: SharedConfig): readonly string[] {
  return [configFile, credentialsFile].map((file) =>
    files.includes(file) ? printable(file) : `${printable(file)} (does not exist)`,
  );
}

function formatSection({ kind, name, locations, properties }: Section): readonly string[] {
  const title = `${kind} ${printable(name)}  (${locations.map(describeLocation).join(', ')})`;
  return [title, ...[...properties.values()].flatMap((property) => formatProperty(property, '  '))];
}

function formatProperty(property: Property, indent: string): readonly string[] {
  const key = `${indent}${printable(property.key)} =`;
  const where = `(${describeLocation(property.location)})`;
  if (property.nested === undefined) {
    return [`${key} ${printable(maskSecrets(property))}  ${where}`];
  }
  const nested = [...property.nested.values()];
  return [`${key}  ${where}`, ...nested.flatMap((each) => formatProperty(each, `${indent}  `))];
}

function formatDiagnostic(diagnostic: Diagnostic): string {
  return `${diagnostic.level}: ${describeLocation(diagnostic)}: ${printable(diagnostic.message)}`;
}
