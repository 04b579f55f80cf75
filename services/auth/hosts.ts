/**
 * Host names under which the app answers. A foreign page can point its own name to an address of the home network (DNS
 * rebinding) and would then talk to the app as its own origin; the Host header reveals that.
 */
const IPV4 = /^\d{1,3}(\.\d{1,3}){3}$/;
const IPV6 = /^\[[0-9a-f:.%]+\]$/i;

/** @param host the `Host` header, with or without a port */
export function isKnownHost(host: string, publicHosts: readonly string[]): boolean {
  const name = hostName(host);
  return isLocalhost(name) || isAddress(name) || name.endsWith(".local") ||
    publicHosts.some((known) => known.toLowerCase() === name);
}

/** The host name alone: lower case, no port, no final dot. */
export function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d*$/, "").replace(/\.$/, "");
}

export const isLocalhost = (name: string): boolean =>
  name === "localhost" || name.endsWith(".localhost");

export const isAddress = (name: string): boolean => IPV4.test(name) || IPV6.test(name);
