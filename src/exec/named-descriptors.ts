import { fstatSync } from 'node:fs';

/**
 * The open file descriptors above 2 that arguments name as /dev/fd/N or /proc/self/fd/N. Shells
 * write process substitution, `cmd <(other)`, that way; Node marks the low descriptors it finds
 * at its start as not for children, so they have to be handed on by number.
 */
export function listNamedDescriptors(args: readonly string[]): number[] {
  const named = args.flatMap((argument) =>
    [...argument.matchAll(/\/(?:dev|proc\/self)\/fd\/(\d{1,4})(?!\d)/g)].map((match) =>
      Number(match[1]),
    ),
  );
  return [...new Set(named)].filter((descriptor) => descriptor > 2 && isOpen(descriptor));
}

function isOpen(descriptor: number): boolean {
  try {
    fstatSync(descriptor);
    return true;
  } catch {
    return false;
  }
}
