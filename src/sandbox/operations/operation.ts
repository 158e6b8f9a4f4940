import type { Caller } from '../caller.ts';
import type { Form } from '../form.ts';
import type { World } from '../world.ts';
import type { XmlElements } from '../xml.ts';

/** An authenticated call. */
export interface OperationRequest {
  readonly world: World;
  readonly caller: Caller;
  readonly form: Form;
  readonly sourceIp: string;
}

/**
 * Answers the children of the `…Result` element, or undefined for operations without one.
 * Throws ServiceError.
 */
export type Operation = (request: OperationRequest) => XmlElements | undefined;

/** A call that nobody signed: it proves itself in another way. */
export type UnsignedRequest = Omit<OperationRequest, 'caller'>;

/** As {@link Operation}. */
export type UnsignedOperation = (request: UnsignedRequest) => XmlElements | undefined;
