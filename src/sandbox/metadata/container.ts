import { createHash, timingSafeEqual } from 'node:crypto';
import { findHeader } from '../http-message.ts';
import type { Page, PageRequest } from './answer-metadata.ts';
import { describeSession, startSession } from './machine-session.ts';

/** The credentials of a container that shows its token. */
export function giveContainerCredentials({ world, machine, request }: PageRequest): Page {
  const shown = findHeader(request, 'authorization') ?? '';
  if (!isSame(shown, machine.containerToken.reveal())) {
    return json(401, { Code: 'AccessDenied', Message: 'The authorization token is not valid.' });
  }
  const { role } = machine;
  const session = startSession(world, { role, roleSessionName: 'container' });
  return json(200, { RoleArn: role.arn, ...describeSession(session) });
}

function isSame(one: string, other: string): boolean {
  const hash = (value: string): Buffer => createHash('sha256').update(value).digest();
  return timingSafeEqual(hash(one), hash(other));
}

function json(status: number, value: unknown): Page {
  return { status, contentType: 'application/json', body: JSON.stringify(value) };
}
