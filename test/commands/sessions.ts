import { createSecretKey } from 'node:crypto';
import { createSessionCache } from '../../src/credentials/session-cache.ts';
import type { SessionHeader } from '../../src/credentials/session-cache-format.ts';
import type { Context } from '../../src/ports.ts';
import { Secret } from '../../src/secret.ts';

export interface SessionToWrite extends Omit<SessionHeader, 'expiration'> {
  readonly secondsLeft: number;
}

/** Puts sessions into a context's cache, as runs of other awsx would. */
export function writeSessions(context: Context, ...sessions: readonly SessionToWrite[]): void {
  const cache = createSessionCache({ ...context, folder: context.folders.cache });
  const now = context.clock.now();
  for (const [index, { secondsLeft, ...header }] of sessions.entries()) {
    const expiration = new Date(now.getTime() + secondsLeft * 1000);
    const credentials = {
      accessKeyId: 'ASIAEXAMPLEEXAMPLE01',
      secretAccessKey: new Secret('canary-secret'),
      sessionToken: new Secret('canary-token'),
      expiration,
    };
    cache.writeSession({
      fingerprint: index.toString(16).padStart(64, '0'),
      key: createSecretKey(Buffer.alloc(32, 1)),
      header,
      session: { credentials, mintedAt: now },
      now: new Date(0),
    });
  }
}

/** The profiles whose sessions are in a context's cache. */
export function profilesWithSessions(context: Context): readonly string[] {
  const cache = createSessionCache({ ...context, folder: context.folders.cache });
  return cache.listSessions().map(({ header }) => header.profile);
}
