import { authenticate } from './authenticate.ts';
import { answerFederation } from './federation/answer-federation.ts';
import type { Form } from './form.ts';
import type { HttpAnswer, HttpRequest } from './http-message.ts';
import { answerMetadata } from './metadata/answer-metadata.ts';
import { type Service, sts } from './operations.ts';
import { findService, parseParameters, resolveOperation } from './parse-call.ts';
import { answerPortal } from './portal/answer-portal.ts';
import { describeRequest, type RequestLog, type RequestLogEntry } from './request-log.ts';
import { ServiceError } from './service-error.ts';
import { parseSignatureClaim, type SignatureClaim } from './sigv4/claim.ts';
import type { World } from './world.ts';
import { renderXml, type XmlElements } from './xml.ts';

/** What is known about a request so far; filled in while it is taken apart. */
interface Progress {
  service: Service | undefined;
  logged: Partial<RequestLogEntry>;
}

/**
 * Answers one request and logs it. What goes wrong becomes an error answer; only a failure of the
 * log is thrown.
 */
export function answerRequest(world: World, request: HttpRequest, log: RequestLog): HttpAnswer {
  const page =
    answerMetadata(world, request) ??
    answerPortal(world, request) ??
    answerFederation(world, request);
  if (page === undefined) return answerCall(world, request, log);
  log(page.logged);
  return page.answer;
}

function answerCall(world: World, request: HttpRequest, log: RequestLog): HttpAnswer {
  const requestId = world.identifiers.requestId();
  const date = world.clock.now();
  const progress: Progress = { service: undefined, logged: {} };
  const outcome = attempt(() => runRequest(world, request, { progress, requestId, date }));
  log({
    time: date.toISOString(),
    ...progress.logged,
    status: outcome instanceof ServiceError ? outcome.status : 200,
    ...(outcome instanceof ServiceError ? { errorCode: outcome.code } : {}),
  });
  if (outcome instanceof ServiceError)
    return createErrorAnswer(outcome, { progress, requestId, date });
  return { status: 200, requestId, date, body: outcome };
}

/** An error answer for a request that could not even be read. */
export function answerUnreadable(world: World, error: ServiceError, log: RequestLog): HttpAnswer {
  const requestId = world.identifiers.requestId();
  const date = world.clock.now();
  log({ time: date.toISOString(), status: error.status, errorCode: error.code });
  return createErrorAnswer(error, {
    progress: { service: undefined, logged: {} },
    requestId,
    date,
  });
}

interface RequestState {
  readonly progress: Progress;
  readonly requestId: string;
  readonly date: Date;
}

function runRequest(world: World, request: HttpRequest, state: RequestState): string {
  const { progress, requestId } = state;
  const form = parseParameters(request);
  takeNote(progress, form);
  const claim = parseSignatureClaim(request);
  takeNote(progress, form, claim);
  const { service, action, operation } = resolveOperation(form, {
    service: progress.service,
    claim,
  });
  const unsigned = { world, form, sourceIp: request.sourceIp };
  const result = operation.isSigned
    ? operation.run({
        ...unsigned,
        caller: authenticate(world, request, { claim, service: service.name }),
      })
    : operation.run(unsigned);
  return renderResponse(service, { action, result, requestId });
}

function takeNote(progress: Progress, form: Form, claim?: SignatureClaim): void {
  progress.service = findService(form, claim);
  progress.logged = describeRequest(form, {
    service: progress.service?.name,
    accessKeyId: claim?.accessKeyId,
  });
}

function attempt(run: () => string): string | ServiceError {
  try {
    return run();
  } catch (error) {
    if (error instanceof ServiceError) return error;
    const reason = error instanceof Error ? error.message : String(error);
    return new ServiceError(500, 'InternalFailure', `The sandbox failed: ${reason}`);
  }
}

interface Response {
  readonly action: string;
  readonly result: XmlElements | undefined;
  readonly requestId: string;
}

function renderResponse(service: Service, { action, result, requestId }: Response): string {
  const content = {
    [`${action}Result`]: result,
    ResponseMetadata: { RequestId: requestId },
  };
  return renderDocument(`${action}Response`, service, content);
}

function createErrorAnswer(
  error: ServiceError,
  { progress, requestId, date }: RequestState,
): HttpAnswer {
  const { status, code, message } = error;
  const content = {
    Error: { Type: status < 500 ? 'Sender' : 'Receiver', Code: code, Message: message },
    RequestId: requestId,
  };
  const body = renderDocument('ErrorResponse', progress.service ?? sts, content);
  return { status, requestId, date, body };
}

function renderDocument(root: string, { namespace }: Service, content: XmlElements): string {
  return `<${root} xmlns="${namespace}">${renderXml(content)}</${root}>\n`;
}
