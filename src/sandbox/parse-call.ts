import { decodeUtf8, type Form, mergeForms, parseForm } from './form.ts';
import { findHeader, type HttpRequest } from './http-message.ts';
import type { Operation, UnsignedOperation } from './operations/operation.ts';
import { type Service, services } from './operations.ts';
import { ServiceError } from './service-error.ts';
import type { SignatureClaim } from './sigv4/claim.ts';

export interface ResolvedOperation {
  readonly service: Service;
  readonly action: string;
  readonly operation:
    | { readonly isSigned: true; readonly run: Operation }
    | { readonly isSigned: false; readonly run: UnsignedOperation };
}

/**
 * The parameters of a query-protocol request: of the query string and, for POST, of the form in
 * the body. The signature's own parameters are left out. Throws ServiceError for everything that
 * the protocol does not know (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html).
 */
export function parseParameters(request: HttpRequest): Form {
  if (request.path !== '/') throw unknownOperation();
  const fromQuery = parseForm(request.query);
  const form = request.method === 'GET' ? fromQuery : mergeForms(fromQuery, parseBody(request));
  return new Map([...form].filter(([name]) => !name.startsWith('X-Amz-')));
}

function parseBody(request: HttpRequest): Form {
  if (request.method !== 'POST') throw unknownOperation();
  if (request.body.length === 0) return new Map();
  const type = findHeader(request, 'content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') throw unknownOperation();
  return parseForm(decodeUtf8(request.body));
}

/**
 * The service is told by the API version, as each service has its own endpoint in AWS; without
 * a known version by the credential scope. Undefined when neither tells.
 */
export function findService(form: Form, claim: SignatureClaim | undefined): Service | undefined {
  const version = form.get('Version');
  return (
    services.find((service) => service.version === version) ??
    services.find((service) => service.name === claim?.service)
  );
}

/** Throws MissingAction, InvalidAction, and UnknownOperationException for S3 and its like. */
export function resolveOperation(
  form: Form,
  {
    service,
    claim,
  }: {
    readonly service: Service | undefined;
    readonly claim: SignatureClaim | undefined;
  },
): ResolvedOperation {
  if (service === undefined && claim !== undefined) throw unknownOperation();
  const action = form.get('Action') ?? '';
  if (action === '') {
    throw new ServiceError(400, 'MissingAction', 'The request must contain the parameter Action.');
  }
  const version = form.get('Version') ?? 'NO_VERSION_SPECIFIED';
  const operation = service?.version === version ? findOperation(service, action) : undefined;
  if (service === undefined || operation === undefined) {
    throw new ServiceError(
      400,
      'InvalidAction',
      `Could not find operation ${action} for version ${version}`,
    );
  }
  return { service, action, operation };
}

function findOperation(
  service: Service,
  action: string,
): ResolvedOperation['operation'] | undefined {
  const signed = service.operations.get(action);
  if (signed !== undefined) return { isSigned: true, run: signed };
  const unsigned = service.unsignedOperations.get(action);
  return unsigned && { isSigned: false, run: unsigned };
}

/** What AWS answers to requests in no protocol that it knows at that address. */
function unknownOperation(): ServiceError {
  return new ServiceError(
    404,
    'UnknownOperationException',
    'The sandbox answers the query protocol of STS and IAM only.',
  );
}
