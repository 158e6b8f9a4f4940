import { AwsxError } from '../src/errors.ts';
import { parseAwsxCall } from './awsx-call.ts';
import { describeProperty, quoted } from './describe.ts';
import {
  isKnownOwnKey,
  nearestOwnKey,
  OWN_PREFIX,
  SCOPE_PREFIX,
  withoutOwnPrefix,
} from './known-keys.ts';
import { maskSecrets } from './mask-secrets.ts';
import { InvalidValue } from './setting-values.ts';
import { findDefinition, type NamedDefinition, type ProfileSettings } from './settings.ts';
import type { Property, Section, Setting } from './types.ts';

/** A setting of a section together with its definition. */
export interface OwnSetting {
  readonly definition: NamedDefinition;
  readonly setting: Setting<unknown>;
}

export interface OwnSettings {
  readonly settings: ReadonlyMap<keyof ProfileSettings, OwnSetting>;
  /** `awsx_scope_NAME` by NAME. */
  readonly scopes: ReadonlyMap<string, Setting<string>>;
}

/**
 * The settings that stand in a profile's own sections. `awsx_KEY` wins over `KEY`; blank values
 * count as absent.
 *
 * @throws AwsxError `setting_invalid` for an unknown `awsx_` key and a value that does not parse,
 * `setting_conflict` for `KEY` and `awsx_KEY` with different values
 */
export function readOwnSettings(section: Section): OwnSettings {
  for (const property of section.properties.values()) checkOwnKey(section, property);
  const settings = new Map<keyof ProfileSettings, OwnSetting>();
  for (const [definition, property] of chooseProperties(section)) {
    const value = parseValue(section, definition, property);
    settings.set(definition.name, { definition, setting: fromFile(section, property, value) });
  }
  return { settings, scopes: readScopes(section) };
}

/** For each setting the property that counts. */
function chooseProperties({ properties }: Section): ReadonlyMap<NamedDefinition, Property> {
  const chosen = new Map<NamedDefinition, Property>();
  for (const property of properties.values()) {
    const { name, value } = property;
    const definition = findDefinition(name) ?? findDefinition(withoutOwnPrefix(name));
    if (definition === undefined || value === '') continue;
    if (name.startsWith(OWN_PREFIX) || !chosen.has(definition)) chosen.set(definition, property);
  }
  return chosen;
}

function readScopes(section: Section): ReadonlyMap<string, Setting<string>> {
  const scopes = new Map<string, Setting<string>>();
  for (const property of section.properties.values()) {
    if (!property.name.startsWith(SCOPE_PREFIX) || property.value === '') continue;
    const name = property.name.slice(SCOPE_PREFIX.length);
    scopes.set(name, fromFile(section, property, property.value));
  }
  return scopes;
}

function checkOwnKey(section: Section, property: Property): void {
  if (!property.name.startsWith(OWN_PREFIX)) return;
  if (!isKnownOwnKey(property.name)) throw unknownKey(section, property);
  const twin = section.properties.get(withoutOwnPrefix(property.name));
  if (twin === undefined || twin.value === '' || property.value === '') return;
  if (twin.value === property.value || isLink(section, twin)) return;
  throw new AwsxError(
    'setting_conflict',
    `profile ${quoted(section.name)} has two values for one setting: ${describeProperty(twin)} and ${describeProperty(property)}`,
    { hint: `remove one of them; awsx reads ${property.name}` },
  );
}

/** A `credential_process` that only sends other tools to awsx. */
function isLink(section: Section, { name, value }: Property): boolean {
  return name === 'credential_process' && parseAwsxCall(value) === section.name;
}

function unknownKey(section: Section, property: Property): AwsxError {
  const nearest = nearestOwnKey(property.name);
  return new AwsxError(
    'setting_invalid',
    `profile ${quoted(section.name)} has a key that awsx does not know: ${describeProperty(property)}`,
    { hint: nearest ? `did you mean ${nearest}?` : 'docs/configuration.md lists the known keys' },
  );
}

function parseValue(section: Section, { parse }: NamedDefinition, property: Property): unknown {
  try {
    return parse(property.value);
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error;
    const message = `${describeProperty(property)}, in profile ${quoted(section.name)}: ${quoted(maskSecrets(property))} ${error.message}`;
    throw new AwsxError('setting_invalid', message, { cause: error });
  }
}

function fromFile<T>(section: Section, { key, location }: Property, value: T): Setting<T> {
  return { value, origin: { kind: 'file', location, key, profile: section.name } };
}
