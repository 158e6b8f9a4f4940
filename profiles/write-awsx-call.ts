import { parseAwsxCall } from './awsx-call.ts';

/** Absolute paths of an interpreter and the script that it runs. */
export interface AwsxProgram {
  readonly interpreter: string;
  readonly script: string;
}

/** Means itself to every shell, unquoted. */
const PLAIN = /^[A-Za-z0-9_@+:,./-]+$/;
/** What a shell expands between double quotes, or Python's `shlex` and a shell read differently. */
const SPECIAL = /["$`\\!]/;
const SPECIAL_ON_WINDOWS = /["%!]|\\$/;

/**
 * The value of a `credential_process` that has awsx give the credentials of a profile. It is one
 * that all readers take apart alike: `/bin/sh -c` (SDKs for Go and JavaScript), `shlex.split` (AWS
 * CLI, boto3), `cmd.exe`, and awsx itself. Undefined when there is no such value.
 */
export function writeAwsxCall(
  { interpreter, script }: AwsxProgram,
  name: string,
  platform: NodeJS.Platform,
): string | undefined {
  const program = [interpreter, script].map((path) => quote(path, platform));
  const word = PLAIN.test(name) ? name : quote(name, platform);
  if (word === undefined || program.includes(undefined)) return undefined;
  const dashes = name.startsWith('-') ? ['--'] : [];
  const command = [...program, 'credential-process', ...dashes, word].join(' ');
  return parseAwsxCall(command) === name ? command : undefined;
}

function quote(text: string, platform: NodeJS.Platform): string | undefined {
  if (platform === 'win32') return SPECIAL_ON_WINDOWS.test(text) ? undefined : `"${text}"`;
  if (!SPECIAL.test(text)) return `"${text}"`;
  return text.includes("'") ? undefined : `'${text}'`;
}
