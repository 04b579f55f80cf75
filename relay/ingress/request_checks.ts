/** Checks a request before it is passed on: home must not read it differently than the relay does. */
import type { IncomingMessage } from "node:http";
import { HOME_CALLS_PATH, TUNNEL_PATH } from "../protocol/tunnel.ts";
import { HEADERS_MAX } from "./request_limits.ts";
import { declaredBody } from "./upload.ts";
import type { ErrorCode } from "./error_texts.ts";

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
const VERSIONS = new Set(["1.1", "1.0"]);
/** Valid host headers. */
const HOST = /^(?:[a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

export function findFault(request: IncomingMessage): ErrorCode | null {
  if (request.rawHeaders.length > 2 * HEADERS_MAX) return "headers_too_large";
  if (!isPath(request.url) || !isHost(request) || !isFramed(request)) return "bad_request";
  if (!METHODS.has(request.method!)) return "no_such_method";
  if (isReservedPath(request.url!)) return "not_here";
  const body = declaredBody(request);
  if (body === "too_large") return "too_large";
  return body === "some" && isGetOrHead(request) ? "bad_request" : null;
}

export const isGetOrHead = ({ method }: IncomingMessage): boolean =>
  method === "GET" || method === "HEAD";

/** Accepts the origin form only; other forms could be read differently by the next program. */
function isPath(url = ""): boolean {
  return url.startsWith("/") && !url.includes("\\") && !url.includes("#");
}

/** The pattern alone accepts invalid addresses and ports; `URL` rejects them. */
function isHost({ headers: { host }, rawHeaders }: IncomingMessage): boolean {
  return host !== undefined && HOST.test(host) && URL.canParse(`http://${host}/`) &&
    !isRepeated(rawHeaders, "host");
}

/** Whether the end of the body is unambiguous: one transfer coding, which the HTTP version knows. */
function isFramed({ headers, httpVersion }: IncomingMessage): boolean {
  const coding = headers["transfer-encoding"];
  if (coding === undefined) return VERSIONS.has(httpVersion);
  return httpVersion === "1.1" && coding.toLowerCase() === "chunked";
}

/** Normalises the path as browsers do, since home reads it so. */
function isReservedPath(url: string): boolean {
  if (!/^\/tunnel|\/\.|\/%2e|\/\//i.test(url)) return false;
  const { pathname } = new URL(url.replace(/^\/+/, "/"), "http://relay");
  return `${pathname}/`.startsWith(HOME_CALLS_PATH) || `${pathname}/`.startsWith(`${TUNNEL_PATH}/`);
}

function isRepeated(raw: readonly string[], name: string): boolean {
  let times = 0;
  for (let at = 0; at < raw.length; at += 2) if (raw[at]!.toLowerCase() === name) times++;
  return times > 1;
}
