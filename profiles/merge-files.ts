import type { Document, DocumentKind } from './document.ts';
import { readProperties, readSectionBlocks, type SectionBlock } from './section-reader.ts';
import type { Diagnostic, Location, Property, Section, SectionKind } from './types.ts';

/** The sections of both files and what is to be said about them. */
export interface MergedFiles {
  readonly profiles: ReadonlyMap<string, Section>;
  readonly ssoSessions: ReadonlyMap<string, Section>;
  readonly services: ReadonlyMap<string, Section>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Merges the documents by AWS's specification: sections of one kind and name become one, later
 * properties win, the credentials file wins over the config file, and in the config file
 * `[profile default]` hides `[default]`.
 *
 * @param documents the config file first
 */
export function mergeFiles(documents: readonly Document[]): MergedFiles {
  const sections = {
    profile: new Map<string, MergedSection>(),
    'sso-session': new Map<string, MergedSection>(),
    services: new Map<string, MergedSection>(),
  } satisfies Record<SectionKind, Map<string, MergedSection>>;
  const diagnostics: Diagnostic[] = [];
  for (const document of documents) {
    const read = readSectionBlocks(document);
    for (const diagnostic of read.diagnostics) diagnostics.push(diagnostic);
    const hidesDefault = hasPrefixedDefault(read.blocks, document.kind);
    for (const block of read.blocks) {
      if (hidesDefault && isPlainDefault(block)) diagnostics.push(hiddenDefault(block));
      else addBlock(sections[block.kind], block);
    }
  }
  const { profile: profiles, 'sso-session': ssoSessions, services } = sections;
  return { profiles, ssoSessions, services, diagnostics };
}

/** Reads its properties when they are first asked for: a command needs few of many profiles. */
class MergedSection implements Section {
  readonly kind: SectionKind;
  readonly name: string;
  readonly #blocks: SectionBlock[];
  #properties: ReadonlyMap<string, Property> | undefined;

  constructor(block: SectionBlock) {
    this.kind = block.kind;
    this.name = block.name;
    this.#blocks = [block];
  }

  add(block: SectionBlock): void {
    this.#blocks.push(block);
  }

  get locations(): readonly Location[] {
    return this.#blocks.map(({ document, line }) => ({ file: document.file, line }));
  }

  get properties(): ReadonlyMap<string, Property> {
    this.#properties ??= readBlocks(this.#blocks);
    return this.#properties;
  }
}

function readBlocks(blocks: readonly SectionBlock[]): ReadonlyMap<string, Property> {
  const [first] = blocks;
  if (first !== undefined && blocks.length === 1) return readProperties(first);
  return new Map(blocks.flatMap((block) => [...readProperties(block)]));
}

function addBlock(sections: Map<string, MergedSection>, block: SectionBlock): void {
  const section = sections.get(block.name);
  if (section === undefined) sections.set(block.name, new MergedSection(block));
  else section.add(block);
}

/** True when the file's `[default]` sections do not count. */
export function hasPrefixedDefault(blocks: readonly SectionBlock[], kind: DocumentKind): boolean {
  return kind === 'config' && blocks.some((block) => isDefault(block) && block.prefixed);
}

/** A section written `[default]`. */
export function isPlainDefault(block: SectionBlock): boolean {
  return isDefault(block) && !block.prefixed;
}

function isDefault({ kind, name }: SectionBlock): boolean {
  return kind === 'profile' && name === 'default';
}

function hiddenDefault({ document: { file }, line }: SectionBlock): Diagnostic {
  const message = 'section [default] is ignored: the file has a [profile default]';
  return { level: 'warning', file, line, message };
}
