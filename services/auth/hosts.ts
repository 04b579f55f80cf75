/**
 * Under which names the house answers. A page of a stranger can make its own name point to an address of the
 * home network (DNS rebinding) and would then speak with the app as if it were a part of it; the name gives
 * it away.
 */
const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;
const IPV6 = /^\[[0-9a-f:.%]+\]$/i;

/** @param host as the `Host` header says it, with or without a port */
export function isKnownHost(host: string, publicHosts: readonly string[]): boolean {
  const name = hostName(host);
  return isLocalhost(name) || isAddress(name) || name.endsWith(".local") ||
    publicHosts.some((known) => known.toLowerCase() === name);
}

/** The name alone: small letters, no port, no dot at the end. */
export function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d*$/, "").replace(/\.$/, "");
}

export const isLocalhost = (name: string): boolean =>
  name === "localhost" || name.endsWith(".localhost");

export const isAddress = (name: string): boolean => IPV4.test(name) || IPV6.test(name);
