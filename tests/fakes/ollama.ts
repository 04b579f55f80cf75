/**
 * An Ollama server as a program meets it: the real protocol over a real socket, with its known oddities on
 * request. It never looks at a picture; a test says what it answers.
 */
interface FakeModel {
  readonly name: string;
  readonly bytes?: number;
  /** null: as an old server, which does not list them. */
  readonly capabilities?: readonly string[] | null;
  readonly families?: readonly string[];
  /** Error answer of `/api/show` for this model. */
  readonly broken?: { readonly status: number; readonly error: string };
}

/** One answer to `/api/chat`; the last of the list is repeated. */
export type FakeAnswer =
  | { readonly text: string; readonly thinking?: string }
  /** Like models that ignore the format when thinking is turned off. */
  | { readonly withoutThinking: string; readonly otherwise: string }
  /** Writes on and on until the caller hangs up. */
  | { readonly endless: string }
  /** An error in a stream with status 200, after a few tokens. */
  | { readonly errorMidStream: string }
  | { readonly status: number; readonly error: string }
  /** Begins, then sends nothing until the caller disconnects. */
  | { readonly silentAfter: string };

export interface FakeOllama extends AsyncDisposable {
  readonly url: string;
  models: FakeModel[];
  answers: FakeAnswer[];
  /** The bodies of `/api/chat`, as they came. */
  readonly chats: Chat[];
  /** Resolves when a caller has hung up before the end of an answer. */
  readonly hungUp: Promise<void>;
  /** How `/api/pull` goes; a last `error` is sent as Ollama sends it. */
  pullSteps: readonly Record<string, unknown>[];
  close(): Promise<void>;
}

interface Chat {
  readonly model: string;
  readonly stream: boolean;
  readonly think?: boolean;
  readonly format?: { readonly properties?: Record<string, unknown> };
  readonly keep_alive?: string;
  readonly messages: readonly {
    readonly role: string;
    readonly content: string;
    readonly images?: readonly string[];
  }[];
}

const LOOPBACK = "127.0.0.1";

export function startFakeOllama(): FakeOllama {
  const hungUp = Promise.withResolvers<void>();
  const fake = {
    models: [{ name: "qwen3-vl:4b", capabilities: ["completion", "vision"] }] as FakeModel[],
    answers: [{ text: "{}" }] as FakeAnswer[],
    chats: [] as Chat[],
    pullSteps: [{ status: "success" }] as readonly Record<string, unknown>[],
    hungUp: hungUp.promise,
  };

  const nextAnswer = () => fake.answers.length > 1 ? fake.answers.shift()! : fake.answers[0]!;

  async function respond(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === "/api/version") return Response.json({ version: "0.13.1" });
    if (pathname === "/api/tags") return Response.json({ models: fake.models.map(inTags) });
    const body = await request.json();
    if (pathname === "/api/pull") return lines(fake.pullSteps);
    const model = fake.models.find(({ name }) => name === body.model);
    if (!model) return error(404, `model '${body.model}' not found`);
    if (pathname === "/api/show") return show(model);
    if (pathname === "/api/chat") {
      fake.chats.push(body);
      return chat(body, nextAnswer(), hungUp.resolve);
    }
    return error(404, "404 page not found");
  }

  const server = Deno.serve({ hostname: LOOPBACK, port: 0, onListen() {} }, respond);
  const close = () => server.shutdown();
  return Object.assign(fake, {
    url: `http://${LOOPBACK}:${server.addr.port}`,
    close,
    [Symbol.asyncDispose]: close,
  });
}

function show({ capabilities = [], families = ["llama"], broken }: FakeModel): Response {
  if (broken) return error(broken.status, broken.error);
  const details = { family: families[0], families };
  return Response.json({ details, ...capabilities !== null && { capabilities } });
}

function inTags({ name, bytes = 3_300_000_000 }: FakeModel) {
  return { name, model: name, size: bytes, modified_at: "2026-10-01T10:00:00.000000001+02:00" };
}

function error(status: number, text: string): Response {
  return Response.json({ error: text }, { status });
}

function chat({ model, think }: Chat, answer: FakeAnswer, onHungUp: () => void): Response {
  const piece = (content: string, thinking?: string) => ({
    model,
    created_at: "2026-10-01T10:00:00.000000001Z",
    message: { role: "assistant", content, ...thinking !== undefined && { thinking } },
    done: false,
  });
  if ("status" in answer) return error(answer.status, answer.error);
  if ("errorMidStream" in answer) return lines([piece('{"cat'), { error: answer.errorMidStream }]);
  if ("silentAfter" in answer) return unending(piece(answer.silentAfter), onHungUp);
  if ("endless" in answer) return repeated(piece(answer.endless), onHungUp);
  const { text, thinking = "" } = "text" in answer
    ? answer
    : { text: think === false ? answer.withoutThinking : answer.otherwise };
  // Without prompt_eval_count, as when the prompt was in the cache.
  const end = {
    ...piece(""),
    done: true,
    done_reason: "stop",
    total_duration: 1_250_000_000,
    eval_count: 23,
  };
  const cut = (words: string) => words.match(/[^]{1,7}/g) ?? [];
  return lines([
    ...cut(thinking).map((part) => piece("", part)),
    ...cut(text).map((part) => piece(part)),
    end,
  ]);
}

/** NDJSON: one object a line. */
function lines(objects: readonly unknown[]): Response {
  const text = objects.map((object) => JSON.stringify(object) + "\n").join("");
  return new Response(text, { headers: { "content-type": "application/x-ndjson" } });
}

function unending(first: unknown, onHungUp: () => void): Response {
  const body = new ReadableStream<Uint8Array>({
    start: (stream) => stream.enqueue(new TextEncoder().encode(JSON.stringify(first) + "\n")),
    cancel: onHungUp,
  });
  return new Response(body, { headers: { "content-type": "application/x-ndjson" } });
}

function repeated(part: unknown, onHungUp: () => void): Response {
  const line = new TextEncoder().encode(JSON.stringify(part) + "\n");
  const body = new ReadableStream<Uint8Array>({
    pull: (stream) => stream.enqueue(line),
    cancel: onHungUp,
  });
  return new Response(body, { headers: { "content-type": "application/x-ndjson" } });
}
