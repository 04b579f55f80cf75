/**
 * Whether a request that changes something was sent by one of our own pages (CSRF). Browsers tell where a
 * request comes from, and a page cannot forge that. `Sec-Fetch-Site` is sent only over https and to localhost,
 * so on the home network `Origin` has to do.
 */
interface RequestOrigin {
  readonly method: string;
  /** The origin that the browser used, such as `http://192.168.1.20:8000`. */
  readonly ownOrigin: string;
  readonly secFetchSite: string | undefined;
  readonly origin: string | undefined;
}

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);
const OWN_SITES = new Set(["same-origin", "none"]);

export function isForged({ method, ownOrigin, secFetchSite, origin }: RequestOrigin): boolean {
  if (SAFE_METHODS.has(method)) return false;
  if (secFetchSite !== undefined) return !OWN_SITES.has(secFetchSite);
  return origin === undefined || !URL.canParse(origin) ||
    new URL(origin).origin !== new URL(ownOrigin).origin;
}
