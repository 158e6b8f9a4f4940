declare module 'proxy-from-env' {
  /** The proxy for this address by `*_PROXY` and `NO_PROXY`, or an empty string. */
  export function getProxyForUrl(url: URL | string): string;
}
