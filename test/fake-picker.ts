import { AwsxError } from '../src/errors.ts';
import type { Pick, PickProfile, PickRequest } from '../src/picker/types.ts';

export interface FakePicker {
  readonly pick: PickProfile;
  /** What was shown so far, in order. */
  readonly requests: readonly PickRequest[];
}

/** A person who picks these, one after the other, and then cancels. */
export function createFakePicker(...picks: readonly Partial<Pick>[]): FakePicker {
  const requests: PickRequest[] = [];
  return {
    requests,
    pick: async (request) => {
      requests.push(request);
      const next = picks[requests.length - 1];
      if (next === undefined) throw new AwsxError('cancelled', 'cancelled');
      return { action: 'default', profile: request.rows[0]?.name ?? '', query: '', ...next };
    },
  };
}
