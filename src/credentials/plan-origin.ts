import { describeLocation } from '../../profiles/describe.ts';
import type { Origin } from '../../profiles/types.ts';
import { printable } from '../printable.ts';

/** Where a value comes from, for messages: `AWS_REGION`, `--region`, `region at FILE:7`. */
export function describeOrigin(origin: Origin): string {
  switch (origin.kind) {
    case 'file':
      return `${printable(origin.key)} at ${describeLocation(origin.location)}`;
    case 'environment':
      return origin.variable;
    case 'flag':
      return origin.flag;
    case 'default':
      return origin.reason;
  }
}
