/**
 * Authenticates and dispatches calls of home. A call without the shared key is refused before its body is read, and a
 * recorded call cannot be replayed.
 */
import {
  type Authorization,
  type Call,
  CALL_BYTES_MAX,
  CALL_TOLERANCE_MS,
  isSignedCall,
  parseAuthorization,
} from "../protocol/call_auth.ts";
import { callError, type CallErrorCode } from "../protocol/call_errors.ts";
import { sha256Hex } from "../shared/crypto.ts";
import { readBody } from "./request_body.ts";

/** Handlers by method and path, such as `POST /relay/replica`. The last segment of a path may be `*`. */
export type HomeCalls = Readonly<Record<string, (request: Request) => Promise<Response>>>;

export interface HomeCallHandlerOptions {
  /** Shared with home. */
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Checks that a nonce is new, and records it for twice the clock tolerance. */
  readonly isNew: (nonce: string) => boolean | Promise<boolean>;
  readonly calls: HomeCalls;
  readonly log: (event: string, details: Record<string, unknown>) => void;
}

export function createHomeCallHandler(
  { key, now, isNew, calls, log }: HomeCallHandlerOptions,
): (request: Request) => Promise<Response> {
  async function findRefusal(
    call: Call,
    given: Authorization | null,
  ): Promise<CallErrorCode | null> {
    if (!given || !isSignedCall(key, call, given)) return "wrong_key";
    if (Math.abs(now() - given.time) > CALL_TOLERANCE_MS) return "clocks_differ";
    // Checked last, so that only calls with the key fill the memory of nonces.
    return await isNew(given.nonce) ? null : "replayed";
  }

  return async (request) => {
    const { pathname, search } = new URL(request.url);
    const { method } = request;
    const given = parseAuthorization(request.headers.get("authorization"));
    const refusal = await findRefusal({ method, path: pathname + search }, given);
    if (refusal || !given) {
      log("home_call_refused", { method, path: pathname, code: refusal });
      return callError(refusal ?? "wrong_key", 401);
    }
    const handle = findHandler(calls, method, pathname);
    if (!handle) return callError("unknown_call", 404);
    const body = await readBody(request.body, CALL_BYTES_MAX);
    if (!body) return callError("too_large", 413);
    if (await sha256Hex(body) !== given.bodySha256) return callError("body_mismatch", 401);
    try {
      return await handle(withBody(request, body));
    } catch (error) {
      log("home_call_failed", { method, path: pathname, error: String(error) });
      return callError("failed", 503);
    }
  };
}

function findHandler(calls: HomeCalls, method: string, path: string) {
  const exact = calls[`${method} ${path}`];
  return exact ?? calls[`${method} ${path.slice(0, path.lastIndexOf("/"))}/*`];
}

function withBody({ url, method, headers }: Request, body: Uint8Array<ArrayBuffer>) {
  return new Request(url, { method, headers, ...body.length > 0 && { body } });
}

/** Remembers the nonces of this process only: a call could be replayed once at each other relay machine. */
export function createNonceMemory(now: () => number): (nonce: string) => boolean {
  /** Times of first use, oldest first. */
  const used = new Map<string, number>();
  return (nonce) => {
    for (const [old, at] of used) {
      if (at >= now() - 2 * CALL_TOLERANCE_MS) break;
      used.delete(old);
    }
    if (used.has(nonce)) return false;
    used.set(nonce, now());
    return true;
  };
}
