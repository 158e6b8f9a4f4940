import type { ExportInput } from './assignments.ts';
import { formatFish } from './fish.ts';
import { formatJson, formatProcess } from './json-objects.ts';
import { formatDotenv, formatIni } from './plain-files.ts';
import { formatEnv, formatEnvNoExport } from './posix-shell.ts';
import { formatPowershell } from './powershell.ts';
import { formatWindowsCmd } from './windows-cmd.ts';

/** Named after those of `aws configure export-credentials`, where it has them. */
const formatters = {
  env: formatEnv,
  'env-no-export': formatEnvNoExport,
  fish: formatFish,
  powershell: formatPowershell,
  'windows-cmd': formatWindowsCmd,
  dotenv: formatDotenv,
  ini: formatIni,
  process: formatProcess,
  json: formatJson,
} as const satisfies Record<string, (input: ExportInput) => string>;

export type ExportFormat = keyof typeof formatters;

/** Every format, for help and completion; `env` is the default. */
export const exportFormats = Object.keys(formatters) as readonly ExportFormat[];

export function isExportFormat(text: string): text is ExportFormat {
  return Object.hasOwn(formatters, text);
}

/**
 * Writes credentials in a format, with the secrets in the clear and a line end at the end.
 *
 * @throws AwsxError invalid_argument when the format cannot hold a value
 */
export function formatCredentials(format: ExportFormat, input: ExportInput): string {
  return formatters[format](input);
}
