import type { Form } from '../form.ts';
import type { World } from '../world.ts';
import type { PortalToken } from './portal-state.ts';

/** A call with a good token. */
export interface PortalCall {
  readonly world: World;
  readonly accessToken: string;
  readonly token: PortalToken;
  readonly parameters: Form;
}

/** Answers what becomes JSON, or undefined for an empty body. Throws ServiceError. */
export type PortalOperation = (call: PortalCall) => object | undefined;
