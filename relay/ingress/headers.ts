/** Filters headers: drops those of a single connection, and those that only the relay may send. */
import type { OriginHeaders } from "../origin/origin.ts";
import { HEADER_PREFIX } from "../protocol/tunnel.ts";

/** Valid for one connection only. */
const HOP_BY_HOP = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-authentication-info",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "http2-settings",
]);
/** Headers of proxies; a visitor sends them only to pretend something. */
const FORGED =
  /^(?:x-forwarded(?:-.+)?|forwarded|via|x-real-ip|x-client-ip|x-cluster-client-ip|true-client-ip|x-original-.+|x-rewrite-url|x-http-method-override|x-http-method|x-method-override|fly-.+|cf-.+|cdn-loop)$/;
/** Handled or set by the relay. */
const OURS = new Set(["host", "expect", "x-request-id"]);

/** @param raw names and values in turn, as received */
export function requestHeaders(raw: readonly string[]): OriginHeaders {
  const listed = headersListedByConnection(raw);
  const kept: OriginHeaders = {};
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at]!.toLowerCase();
    if (HOP_BY_HOP.has(name) || OURS.has(name) || listed?.has(name)) continue;
    if (name.startsWith(HEADER_PREFIX) || FORGED.test(name)) continue;
    const before = Object.hasOwn(kept, name) ? kept[name] : undefined;
    const value = raw[at + 1]!;
    if (before === undefined) kept[name] = value;
    else kept[name] = `${before}${name === "cookie" ? "; " : ", "}${value}`;
  }
  return kept;
}

/** Filters the headers of home's response. */
export function responseHeaders(said: OriginHeaders): OriginHeaders {
  const kept: OriginHeaders = {};
  for (const name in said) {
    if (HOP_BY_HOP.has(name) || name.startsWith(HEADER_PREFIX)) continue;
    kept[name] = said[name]!;
  }
  return kept;
}

function headersListedByConnection(raw: readonly string[]): Set<string> | null {
  let listed: Set<string> | null = null;
  for (let at = 0; at < raw.length; at += 2) {
    if (raw[at]!.length !== "connection".length || raw[at]!.toLowerCase() !== "connection") {
      continue;
    }
    for (const name of raw[at + 1]!.split(",")) {
      (listed ??= new Set()).add(name.trim().toLowerCase());
    }
  }
  return listed;
}
