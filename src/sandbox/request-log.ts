import { dropUndefined } from '../drop-undefined.ts';
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
  readonly externalId?: string;
  readonly sourceIdentity?: string;
  /** `KEY=VALUE` each. */
  readonly tags?: readonly string[];
  readonly transitiveTagKeys?: readonly string[];
  readonly policyArns?: readonly string[];
  /** How long the session policy is. */
  readonly policyCharacters?: number;
  readonly status: number;
  /** AWS's error code; absent on success. */
  readonly errorCode?: string;
}

/** Takes note of an answered request before the answer is sent. */
export type RequestLog = (entry: RequestLogEntry) => void;

export interface Sender {
  readonly service: string | undefined;
  readonly accessKeyId: string | undefined;
}

/** What is worth noting of a request. Parameters that are not named here stay out of the log. */
export function describeRequest(
  form: Form,
  { service, accessKeyId }: Sender,
): Partial<RequestLogEntry> {
  const durationSeconds = Number(form.get('DurationSeconds') ?? Number.NaN);
  return dropUndefined({
    service,
    action: form.get('Action'),
    accessKeyId,
    roleArn: form.get('RoleArn'),
    roleSessionName: form.get('RoleSessionName'),
    serialNumber: form.get('SerialNumber'),
    durationSeconds: Number.isFinite(durationSeconds) ? durationSeconds : undefined,
    externalId: form.get('ExternalId'),
    sourceIdentity: form.get('SourceIdentity'),
    tags: listTags(form),
    transitiveTagKeys: listMembers(form, /^TransitiveTagKeys\.member\.\d+$/),
    policyArns: listMembers(form, /^PolicyArns\.member\.\d+\.arn$/),
    policyCharacters: form.get('Policy')?.length,
  });
}

function listTags(form: Form): readonly string[] | undefined {
  const names = [...form.keys()].filter((name) => /^Tags\.member\.\d+\.Key$/.test(name));
  const tags = names.map((name) => {
    const value = form.get(name.replace(/Key$/, 'Value')) ?? '';
    return `${form.get(name)}=${value}`;
  });
  return tags.length === 0 ? undefined : tags;
}

function listMembers(form: Form, pattern: RegExp): readonly string[] | undefined {
  const values = [...form].flatMap(([name, value]) => (pattern.test(name) ? [value] : []));
  return values.length === 0 ? undefined : values;
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
