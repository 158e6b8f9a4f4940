/** A request as it came over the wire, with nothing decoded. */
export interface HttpRequest {
  readonly method: string;
  /** The request target up to the question mark. */
  readonly path: string;
  /** What follows the question mark, without it. */
  readonly query: string;
  /** In the order sent; a name may repeat. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
  /** The address the connection comes from. */
  readonly sourceIp: string;
}

export interface HttpAnswer {
  readonly status: number;
  readonly requestId: string;
  /** For the Date header: SDKs correct their own clock by it. */
  readonly date: Date;
  /** XML, unless the content type says otherwise. */
  readonly body: string;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The first value of a header, trimmed; undefined when it was not sent. */
export function findHeader(
  request: Pick<HttpRequest, 'headers'>,
  name: string,
): string | undefined {
  const found = request.headers.find(([header]) => header.toLowerCase() === name);
  return found?.[1].trim();
}
