/**
 * Requests that came through a proxy which ended TLS before this app. The setting says which ones those are, by the
 * name that the browser asked for; headers of a proxy are not believed, since anybody can send them.
 */

/** @returns the request with the address that the browser knows */
export function atPublicOrigin(request: Request, publicOrigin: string | null): Request {
  if (!publicOrigin || !isAskedAt(publicOrigin, request.headers.get("host"))) return request;
  const { pathname, search } = new URL(request.url);
  return new Request(`${publicOrigin}${pathname}${search}`, request);
}

function isAskedAt(publicOrigin: string, host: string | null): boolean {
  const asked = `https://${host}`;
  return host !== null && URL.canParse(asked) && new URL(asked).origin === publicOrigin;
}
