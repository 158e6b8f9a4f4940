import { parseAwsxCall } from './awsx-call.ts';

/** Absolute paths of an interpreter and the script that it runs. */
export interface AwsxProgram {
  readonly interpreter: string;
  readonly script: string;
}

/** Means itself to every shell, unquoted. */
const PLAIN = /^[A-Za-z0-9_@+:,./-]+$/;
const PLAIN_ON_WINDOWS = /^[A-Za-z0-9_@+:./\\-]+$/;
/** What a shell expands between double quotes, or Python's `shlex` and a shell read differently. */
const SPECIAL = /["$`\\!]/;
const SPECIAL_ON_WINDOWS = /["%!]|\\$/;

/**
 * The value of a `credential_process` that has awsx give the credentials of a profile. It is one
 * that all readers take apart alike: `/bin/sh -c` (SDKs for Go and JavaScript), `shlex.split` (AWS
 * CLI, boto3), `cmd.exe`, and awsx itself. Undefined when there is no such value.
 *
 * It begins with no quote, where it can: of a value that does, the SDK for Go 1.17 drops the first
 * and the last character.
 */
export function writeAwsxCall(
  { interpreter, script }: AwsxProgram,
  name: string,
  platform: NodeJS.Platform,
): string | undefined {
  const words = [
    writePath(interpreter, platform),
    writePath(script, platform),
    'credential-process',
    ...(name.startsWith('-') ? ['--'] : []),
    writeWord(name, platform),
  ];
  if (words.includes(undefined)) return undefined;
  const command = words.join(' ');
  return parseAwsxCall(command) === name ? command : undefined;
}

/** A path with its root unquoted. */
function writePath(path: string, platform: NodeJS.Platform): string | undefined {
  if (platform === 'win32' || !path.startsWith('/')) return writeWord(path, platform);
  const rest = writeWord(path.slice(1), platform);
  return rest === undefined ? undefined : `/${rest}`;
}

function writeWord(text: string, platform: NodeJS.Platform): string | undefined {
  if (platform === 'win32') {
    if (PLAIN_ON_WINDOWS.test(text)) return text;
    return SPECIAL_ON_WINDOWS.test(text) ? undefined : `"${text}"`;
  }
  if (PLAIN.test(text)) return text;
  if (!SPECIAL.test(text)) return `"${text}"`;
  return text.includes("'") ? undefined : `'${text}'`;
}
