/** The portal's refusals, in its words. */
import type { Form } from '../form.ts';
import { ServiceError } from '../service-error.ts';

export function unauthorized(): ServiceError {
  return new ServiceError(401, 'UnauthorizedException', 'Session token not found or invalid');
}

/** AWS has no text for this status and says so. */
export function tooManyRequests(): ServiceError {
  return new ServiceError(429, 'TooManyRequestsException', 'HTTP 429 Unknown Code');
}

/** For a role that is not assigned, whether it exists or not. */
export function forbidden(): ServiceError {
  return new ServiceError(403, 'ForbiddenException', 'No access');
}

export function accountNotFound(): ServiceError {
  return new ServiceError(404, 'ResourceNotFoundException', 'Account not found');
}

export function invalidRequest(message: string): ServiceError {
  return new ServiceError(400, 'InvalidRequestException', message);
}

/** A parameter that must be given. Throws InvalidRequestException. */
export function requireParameter(parameters: Form, name: string): string {
  const value = parameters.get(name) ?? '';
  if (value === '') throw invalidRequest(`Missing required parameter ${name}`);
  return value;
}
