import * as fileSystem from 'node:fs';
import type { SourceContext } from '../../src/sources/source-context.ts';
import { fakeClock } from '../credentials/fakes.ts';

export interface TestedSources {
  readonly context: SourceContext;
  readonly notices: readonly string[];
}

/** A source's context with nobody to ask, on 2026-01-01. */
export function createSourceContext(changes: Partial<SourceContext> = {}): TestedSources {
  const notices: string[] = [];
  const context: SourceContext = {
    env: { PATH: process.env['PATH'] },
    platform: process.platform,
    fileSystem,
    userId: process.getuid?.(),
    clock: fakeClock(),
    homeDirectory: undefined,
    workingDirectory: '/',
    neverAsk: true,
    notify: (line) => notices.push(line),
    ...changes,
  };
  return { context, notices };
}
