import { loadSharedConfig } from '../../profiles/load-shared-config.ts';
import { maskSecrets } from '../../profiles/mask-secrets.ts';
import type { Property, Section, SharedConfig } from '../../profiles/types.ts';
import { formatJson } from '../format-json.ts';
import type { Context } from '../ports.ts';
import { formatConfig } from './format-config.ts';
import { booleanFlag, type Invocation } from './invocation.ts';

/** What this command needs of the context: no way to run or to ask anything. */
export type ConfigContext = Pick<
  Context,
  'env' | 'platform' | 'workingDirectory' | 'userId' | 'fileSystem' | 'stdout'
>;

/** Diagnostics with an error: the files cannot be used (`config_invalid` elsewhere). */
const EXIT_INVALID = 3;

/**
 * `awsx config [--json]`: the configuration as awsx reads it, secrets masked. Runs nothing and
 * asks nobody.
 */
export async function run(invocation: Invocation, context: ConfigContext): Promise<number> {
  const config = loadSharedConfig(context);
  const text = booleanFlag(invocation, 'json') ? formatJson(toJson(config)) : formatConfig(config);
  context.stdout.write(text);
  return config.diagnostics.some(({ level }) => level === 'error') ? EXIT_INVALID : 0;
}

/** Objects have no prototype: `__proto__` is an ordinary name. */
type JsonObject = { [key: string]: unknown };

function toJson(config: SharedConfig): JsonObject {
  return {
    files: [config.configFile, config.credentialsFile],
    profiles: mapValues(config.profiles, sectionValues),
    ssoSessions: mapValues(config.ssoSessions, sectionValues),
    services: mapValues(config.services, serviceValues),
    diagnostics: config.diagnostics,
  };
}

function sectionValues({ properties }: Section): JsonObject {
  return mapValues(properties, maskSecrets);
}

function serviceValues({ properties }: Section): JsonObject {
  return mapValues(properties, (property: Property) =>
    property.nested ? mapValues(property.nested, maskSecrets) : maskSecrets(property),
  );
}

function mapValues<T>(map: ReadonlyMap<string, T>, convert: (value: T) => unknown): JsonObject {
  const object: JsonObject = Object.create(null);
  for (const [key, value] of map) object[key] = convert(value);
  return object;
}
