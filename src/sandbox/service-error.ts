/** A refusal in AWS's words: the server answers it as `<ErrorResponse>`. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export function accessDenied(message: string): ServiceError {
  return new ServiceError(403, 'AccessDenied', message);
}

export function validationError(message: string): ServiceError {
  return new ServiceError(400, 'ValidationError', message);
}

export function invalidParameterValue(message: string): ServiceError {
  return new ServiceError(400, 'InvalidParameterValue', message);
}

export function malformedPolicy(message: string): ServiceError {
  return new ServiceError(400, 'MalformedPolicyDocument', message);
}

export function noSuchEntity(message: string): ServiceError {
  return new ServiceError(404, 'NoSuchEntity', message);
}

export function signatureDoesNotMatch(message: string): ServiceError {
  return new ServiceError(403, 'SignatureDoesNotMatch', message);
}

export function incompleteSignature(message: string): ServiceError {
  return new ServiceError(400, 'IncompleteSignature', message);
}

/** The answer for an unknown, deleted or inactive key and for a wrong session token. */
export function invalidClientTokenId(): ServiceError {
  return new ServiceError(
    403,
    'InvalidClientTokenId',
    'The security token included in the request is invalid.',
  );
}
