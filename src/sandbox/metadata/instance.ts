import { findHeader } from '../http-message.ts';
import type { Page, PageRequest } from './answer-metadata.ts';
import { describeSession, startSession } from './machine-session.ts';

export const INSTANCE_ROLE_PATH = '/latest/meta-data/iam/security-credentials/';
const TTL = 'x-aws-ec2-metadata-token-ttl-seconds';
const MAXIMUM_TTL_SECONDS = 21_600;

/**
 * A session token, without which version 2 of the service tells nothing. Refused to whoever comes
 * through a proxy
 * (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html).
 */
export function giveInstanceToken({ world, machine, request }: PageRequest): Page {
  if (findHeader(request, 'x-forwarded-for') !== undefined) return text(403, 'Forbidden');
  const asked = findHeader(request, TTL) ?? '';
  const ttlSeconds = /^[1-9]\d{0,4}$/.test(asked) ? Number(asked) : 0;
  if (ttlSeconds === 0 || ttlSeconds > MAXIMUM_TTL_SECONDS) return text(400, 'Bad Request');
  const token = world.identifiers.sessionToken();
  const expires = new Date(world.clock.now().getTime() + ttlSeconds * 1000);
  machine.instanceTokens.set(token, expires);
  return { ...text(200, token), headers: { [TTL]: String(ttlSeconds) } };
}

/** The name of the role that the instance has. */
export function giveInstanceRole(page: PageRequest): Page {
  return hasToken(page) ? text(200, page.machine.role.roleName) : text(401, 'Unauthorized');
}

/** Credentials of that role. */
export function giveInstanceCredentials(page: PageRequest): Page {
  const { world, machine, request } = page;
  if (!hasToken(page)) return text(401, 'Unauthorized');
  const { role } = machine;
  if (request.path !== INSTANCE_ROLE_PATH + role.roleName) return text(404, 'Not Found');
  const session = startSession(world, { role, roleSessionName: 'i-0123456789abcdef0' });
  const details = {
    Code: 'Success',
    LastUpdated: world.clock
      .now()
      .toISOString()
      .replace(/\.\d+Z$/, 'Z'),
    Type: 'AWS-HMAC',
    ...describeSession(session),
  };
  return { ...text(200, JSON.stringify(details)), contentType: 'application/json' };
}

function hasToken({ world, machine, request }: PageRequest): boolean {
  const token = findHeader(request, 'x-aws-ec2-metadata-token') ?? '';
  const expires = machine.instanceTokens.get(token);
  return expires !== undefined && world.clock.now() < expires;
}

function text(status: number, body: string): Page {
  return { status, contentType: 'text/plain', body };
}
