import type { FileSystem } from '../ports.ts';
import type { Form } from './form.ts';

/** One request, without secrets: no key secret, token, code or signature is ever in here. */
export interface RequestLogEntry {
  /** RFC 3339, UTC. */
  readonly time: string;
  readonly service?: string;
  readonly action?: string;
  /** As the request claims it, verified or not. */
  readonly accessKeyId?: string;
  readonly roleArn?: string;
  readonly roleSessionName?: string;
  readonly serialNumber?: string;
  readonly durationSeconds?: number;
  readonly status: number;
  /** AWS's error code; absent on success. */
  readonly errorCode?: string;
}

/** Takes note of an answered request before the answer is sent. */
export type RequestLog = (entry: RequestLogEntry) => void;

export type LoggedParameters = Pick<
  RequestLogEntry,
  'roleArn' | 'roleSessionName' | 'serialNumber' | 'durationSeconds'
>;

/** The parameters worth noting. */
export function pickLoggedParameters(form: Form): LoggedParameters {
  const roleArn = form.get('RoleArn');
  const roleSessionName = form.get('RoleSessionName');
  const serialNumber = form.get('SerialNumber');
  const durationSeconds = Number(form.get('DurationSeconds') ?? Number.NaN);
  return {
    ...(roleArn === undefined ? {} : { roleArn }),
    ...(roleSessionName === undefined ? {} : { roleSessionName }),
    ...(serialNumber === undefined ? {} : { serialNumber }),
    ...(Number.isFinite(durationSeconds) ? { durationSeconds } : {}),
  };
}

/**
 * Opens a file for JSON lines, private and appended to. Each line is written with one call, so
 * that whoever got an answer finds its line. Throws what `node:fs` throws.
 */
export function openRequestLog(
  fileSystem: FileSystem,
  path: string,
): { readonly log: RequestLog; close(): void } {
  const descriptor = fileSystem.openSync(path, 'a', 0o600);
  return {
    log: (entry) => {
      fileSystem.writeSync(descriptor, `${JSON.stringify(entry)}\n`);
    },
    close: () => fileSystem.closeSync(descriptor),
  };
}
