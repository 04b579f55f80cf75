/**
 * The marketplace as an anonymous visitor meets it: a server of pages and a server of answers on loopback, with
 * a session, filters, and every way in which they have been seen to fail. Listings are made up.
 */
import { answerSearch, type FakeMood, type FakeRoute } from "./vinted_answers.ts";
import { type FakeListing, itemPage, market } from "./vinted_market.ts";

export interface FakeVinted extends AsyncDisposable {
  /** Addresses of pages and of answers, for every site. */
  readonly hosts: { readonly www: string; readonly api: string };
  /** Behaviour of each route: a list is used up in order, its last entry repeats. */
  readonly moods: Record<FakeRoute | "front", FakeMood[]>;
  listings: FakeListing[];
  /** Redirect targets of item pages, by id. */
  readonly led: Map<string, string>;
  /** Requests in order: "front", "api", "gateway", "item 42". */
  readonly visits: readonly string[];
  /** The questions, as they came. */
  readonly questions: readonly Request[];
  /** Resolves when a caller has hung up before it had an answer. */
  readonly hungUp: Promise<void>;
  /** Resolves once a question is left hanging. */
  readonly hanging: Promise<void>;
  close(): Promise<void>;
}

const LOOPBACK = "127.0.0.1";
const API_PATH = "/svc-catalogue/items";
const GATEWAY_PATH = "/web/gateway/svc-catalogue/items";

export function startFakeVinted(): FakeVinted {
  const hungUp = Promise.withResolvers<void>();
  const hanging = Promise.withResolvers<void>();
  const visits: string[] = [];
  const questions: Request[] = [];
  const sessions = new Set<string>();
  /** Ends what still hangs; what has hung up must not be ended again. */
  let closing = new AbortController();
  const state: Pick<FakeVinted, "moods" | "listings" | "led"> = {
    moods: { front: ["fine"], api: ["fine"], gateway: ["fine"] },
    listings: market(),
    led: new Map(),
  };

  function next(door: keyof FakeVinted["moods"]): FakeMood {
    const moods = state.moods[door];
    return moods.length > 1 ? moods.shift()! : moods[0]!;
  }

  function front(): Response {
    visits.push("front");
    const refused = refusal(next("front"));
    if (refused) return refused;
    const token = `token-${sessions.size + 1}`;
    sessions.add(token);
    const headers = new Headers({ "content-type": "text/html; charset=utf-8" });
    headers.append("set-cookie", `access_token_web=${token}; Path=/; HttpOnly`);
    headers.append("set-cookie", `anon_id=anon-of-${token}; Path=/`);
    return new Response("<!doctype html><title>Vinted</title><img src=/a.png><h1>Ciao", {
      headers,
    });
  }

  function search(route: FakeRoute, request: Request): Response {
    visits.push(route);
    questions.push(request);
    const mood = next(route);
    if (mood === "expired") sessions.clear();
    if (mood === "hangs") return hang();
    const refused = refusal(mood);
    if (refused) return refused;
    return answerSearch(route, request, { mood, listings: state.listings, sessions });
  }

  function hang(): Response {
    hanging.resolve();
    const body = new ReadableStream<Uint8Array>({
      start: (stream) => closing.signal.addEventListener("abort", () => stream.close()),
      cancel() {
        hungUp.resolve();
        closing = new AbortController();
      },
    });
    return new Response(body, { headers: { "content-type": "application/json" } });
  }

  function item(id: string, request: Request): Response {
    visits.push(`item ${id}`);
    const elsewhere = state.led.get(id);
    if (elsewhere) return Response.redirect(elsewhere, 302);
    const listing = state.listings.find((listing) => listing.id === id);
    return listing
      ? html(itemPage(listing, new URL(request.url).origin))
      : html("<!doctype html><h1>La pagina non esiste", 404);
  }

  const pages = serve((request) => {
    const { pathname } = new URL(request.url);
    const [, id] = /^\/items\/(\d+)/.exec(pathname) ?? [];
    if (pathname === "/") return front();
    if (pathname === GATEWAY_PATH) return search("gateway", request);
    return id ? item(id, request) : html("<!doctype html><h1>La pagina non esiste", 404);
  });
  const answers = serve((request) => {
    // The page's own address may ask, and no other; it may not read every header of the answer.
    const cors = {
      "access-control-allow-origin": pages.url,
      "access-control-allow-credentials": "true",
      "access-control-allow-headers": "authorization, x-anon-id",
    };
    if (request.method === "OPTIONS") return new Response(null, { status: 204, headers: cors });
    const answer = new URL(request.url).pathname === API_PATH ? search("api", request) : moved();
    for (const [name, value] of Object.entries(cors)) answer.headers.set(name, value);
    return answer;
  });

  const close = async () => {
    closing.abort();
    await Promise.all([pages.server.shutdown(), answers.server.shutdown()]);
  };
  return Object.assign(state, {
    hosts: { www: pages.url, api: answers.url },
    visits,
    questions,
    hungUp: hungUp.promise,
    hanging: hanging.promise,
    close,
    [Symbol.asyncDispose]: close,
  });
}

function serve(handler: (request: Request) => Response) {
  const server = Deno.serve({ hostname: LOOPBACK, port: 0, onListen() {} }, handler);
  return { server, url: `http://${LOOPBACK}:${server.addr.port}` };
}

/** The refusing answer of a route; `null` when it answers normally. */
function refusal(mood: FakeMood): Response | null {
  if (typeof mood === "object") {
    return new Response("", { status: 429, headers: { "retry-after": mood.tooMany } });
  }
  switch (mood) {
    case "challenge":
      return html("<!doctype html><title>Client Challenge</title><p>Please enable JS", 403);
    case "forbidden":
      return Response.json({ code: 106, message: "Access denied" }, { status: 403 });
    case "moved":
      return moved();
    case "page":
      return html("<!doctype html><title>Vinted</title><p>Un attimo");
    case "down":
      return new Response("", { status: 502 });
    default:
      return null;
  }
}

const moved = () => Response.json({ code: 104, message: "Not found" }, { status: 404 });

const html = (text: string, status = 200) =>
  new Response(text, { status, headers: { "content-type": "text/html; charset=utf-8" } });
