/** Whether passkeys work on a page: it needs a host name and https, or localhost. */
import { hostName, isAddress, isLocalhost } from "./hosts.ts";

/** A passkey belongs to `host` and answers pages of `origin` only. */
export interface PasskeyPlace {
  readonly host: string;
  readonly origin: string;
}

/** @returns `null` where browsers have no passkeys: over plain http, and for bare addresses */
export function passkeyPlace(url: string): PasskeyPlace | null {
  const { protocol, host, origin } = new URL(url);
  const name = hostName(host);
  const isSafe = protocol === "https:" || isLocalhost(name);
  return isSafe && !isAddress(name) ? { host: name, origin } : null;
}
