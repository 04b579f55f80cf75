/** The header in which the relay tells home whose request it passes on, signed with the shared key. */
import { hmacHex } from "../shared/crypto.ts";
import { HEADER_PREFIX } from "./tunnel.ts";

/** One header for everything: each header costs both ends. */
export const VISITOR_HEADER = `${HEADER_PREFIX}visitor`;

/** What the relay knows about the sender of a request. */
export interface VisitorClaims {
  /** The visitor's address. */
  readonly client: string;
  readonly proto: "http" | "https";
  readonly host: string;
  readonly requestId: string;
  /** Milliseconds since 1970, by the relay's clock. */
  readonly time: number;
}

export interface SignedRequestLine {
  readonly method: string;
  /** With its query. */
  readonly path: string;
}

/** @returns the header's value, `TIME ID PROTO CLIENT HOST SIGNATURE`; no field contains a space */
export function signVisitor(key: string, claims: VisitorClaims & SignedRequestLine): string {
  const { method, path, time, requestId, proto, client, host } = claims;
  const text = `${time} ${requestId} ${proto} ${client} ${host}`;
  return `${text} ${hmacHex(key, JSON.stringify(["request", method, path, text]))}`;
}

const FORMAT = /^(\d{1,16}) (\S+) (https?) (\S+) (\S+) [0-9a-f]{64}$/;

/** Does not check the signature. @returns null for a header that is not of the format */
export function parseVisitor(header: string): VisitorClaims | null {
  const [, time, requestId, proto, client, host] = FORMAT.exec(header) ?? [];
  if (!time || !requestId || !client || !host) return null;
  return { time: Number(time), requestId, proto: proto as "http" | "https", client, host };
}
