import { iamConstraints } from '../constraints.ts';
import type { Form } from '../form.ts';
import { validationError } from '../service-error.ts';
import { checkForm, readInteger, validate } from '../validate.ts';

const DEFAULT_MAX_ITEMS = 100;

export interface Page<T> {
  readonly items: readonly T[];
  /** `IsTruncated` and `Marker` of the answer. */
  readonly tail: { readonly IsTruncated: string; readonly Marker?: string };
}

/**
 * One page of a list by `MaxItems` and `Marker`; the marker is the index of the next item.
 * Throws ValidationError, also for a marker that no answer gave.
 */
export function takePage<T>(form: Form, all: readonly T[]): Page<T> {
  const { Marker, MaxItems } = iamConstraints;
  validate(checkForm(form, { Marker, MaxItems }));
  const marker = form.get('Marker') ?? '0';
  const start = Number(marker);
  if (!/^[0-9]{1,6}$/.test(marker) || start > all.length) {
    throw validationError('Invalid Marker.');
  }
  const end = start + readInteger(form, 'MaxItems', DEFAULT_MAX_ITEMS);
  const isTruncated = end < all.length;
  return {
    items: all.slice(start, end),
    tail: { IsTruncated: String(isTruncated), ...(isTruncated ? { Marker: String(end) } : {}) },
  };
}
