/**
 * The door for home's own calls: who does not know the shared key is refused before the body is read, and what
 * somebody overheard cannot be said again.
 */
import { readBody } from "./bodies.ts";
import { tooLarge } from "./home_call.ts";
import {
  type Authorization,
  CALL_BYTES_MAX,
  CALL_TOLERANCE_MS,
  isSignedBy,
  readAuthorization,
  sha256Hex,
} from "./protocol_auth.ts";

/** By method and path: `POST /relay/replica`. A path may end with one `*`. */
export type HomeCalls = Readonly<Record<string, (request: Request) => Promise<Response>>>;

export interface HomeDoorOptions {
  readonly key: string;
  readonly now: () => number;
  /** @returns whether this nonce was never given before; it must remember for twice the tolerance */
  readonly isNew: (nonce: string) => boolean | Promise<boolean>;
  readonly calls: HomeCalls;
  readonly log: (event: string, details: Record<string, unknown>) => void;
}

export function createHomeDoor(options: HomeDoorOptions): (request: Request) => Promise<Response> {
  const { key, now, isNew, calls, log } = options;

  /** @returns why not */
  async function refusal(call: { method: string; path: string }, given: Authorization | null) {
    if (!given || !await isSignedBy(key, call, given)) return "wrong key";
    if (Math.abs(now() - given.time) > CALL_TOLERANCE_MS) return "clocks differ";
    // Asked last: strangers must not fill what is remembered.
    return await isNew(given.nonce) ? null : "said before";
  }

  return async (request) => {
    const { pathname, search } = new URL(request.url);
    const { method } = request;
    const given = readAuthorization(request.headers.get("authorization"));
    const refused = await refusal({ method, path: pathname + search }, given);
    if (refused || !given) {
      log("home_call_refused", { method, path: pathname, why: refused });
      return Response.json({ message: refused }, { status: 401 });
    }
    const run = callFor(calls, method, pathname);
    if (!run) return Response.json({ message: "no such call" }, { status: 404 });
    const body = await readBody(request.body, CALL_BYTES_MAX);
    if (!body) return tooLarge(CALL_BYTES_MAX);
    if (await sha256Hex(body) !== given.bodySha256) {
      return Response.json({ message: "another body" }, { status: 401 });
    }
    try {
      return await run(withBody(request, body));
    } catch (error) {
      log("home_call_failed", { method, path: pathname, error: String(error) });
      return Response.json({ message: "not done, ask again" }, { status: 503 });
    }
  };
}

function callFor(calls: HomeCalls, method: string, path: string) {
  const exact = calls[`${method} ${path}`];
  return exact ?? calls[`${method} ${path.slice(0, path.lastIndexOf("/"))}/*`];
}

function withBody({ url, method, headers }: Request, body: Uint8Array<ArrayBuffer>) {
  return new Request(url, { method, headers, ...body.length > 0 && { body } });
}

/** Nonces of this process: where several relays share the work, what one has heard the others have not. */
export function rememberNonces(now: () => number): (nonce: string) => boolean {
  /** In the order of their coming. */
  const heard = new Map<string, number>();
  return (nonce) => {
    for (const [old, at] of heard) {
      if (at >= now() - 2 * CALL_TOLERANCE_MS) break;
      heard.delete(old);
    }
    if (heard.has(nonce)) return false;
    heard.set(nonce, now());
    return true;
  };
}
