/**
 * A server that speaks OpenAI's chat protocol the way Z.ai does, over a real socket: content that begins with a
 * line break, reasoning beside it, an extra `request_id`, errors with a code of its own.
 */
export type FakeCompletion =
  | { readonly text: string; readonly finish?: string }
  | { readonly status: number; readonly code: string; readonly message?: string }
  | { readonly body: string }
  /** Answers nothing until the caller hangs up. */
  | "silence";

interface FakeOpenAI extends AsyncDisposable {
  readonly url: string;
  answer: FakeCompletion;
  usage: { prompt_tokens: number; completion_tokens: number };
  readonly requests: { readonly authorization: string | null; readonly body: CompletionRequest }[];
  close(): Promise<void>;
}

interface CompletionRequest {
  readonly model: string;
  readonly thinking?: { readonly type: string };
  readonly messages: readonly {
    readonly role: string;
    readonly content:
      | string
      | readonly {
        readonly type: string;
        readonly text?: string;
        readonly image_url?: { readonly url: string };
      }[];
  }[];
}

const LOOPBACK = "127.0.0.1";
const PATH = "/api/paas/v4";

export function startFakeOpenAI(): FakeOpenAI {
  const closing = Promise.withResolvers<void>();
  const fake = {
    answer: { text: "{}" } as FakeCompletion,
    usage: { prompt_tokens: 1_200, completion_tokens: 80 },
    requests: [] as FakeOpenAI["requests"],
  };

  async function respond(request: Request): Promise<Response> {
    if (new URL(request.url).pathname !== `${PATH}/chat/completions`) {
      return new Response(null, { status: 404 });
    }
    const body = await request.json();
    fake.requests.push({ authorization: request.headers.get("authorization"), body });
    const { answer } = fake;
    if (answer === "silence") {
      await closing.promise;
      return new Response(null, { status: 503 });
    }
    if ("body" in answer) return new Response(answer.body);
    if ("status" in answer) {
      const { status, code, message = "refused" } = answer;
      return Response.json({ error: { code, message } }, { status });
    }
    return Response.json(completion(body.model, answer, fake.usage));
  }

  const server = Deno.serve({ hostname: LOOPBACK, port: 0, onListen() {} }, respond);
  const close = async () => {
    closing.resolve();
    await server.shutdown();
  };
  return Object.assign(fake, {
    url: `http://${LOOPBACK}:${server.addr.port}${PATH}`,
    close,
    [Symbol.asyncDispose]: close,
  });
}

function completion(
  model: string,
  { text, finish = "stop" }: { text: string; finish?: string },
  { prompt_tokens, completion_tokens }: FakeOpenAI["usage"],
) {
  return {
    id: "20261101100000a1b2c3",
    request_id: "20261101100000a1b2c3",
    object: "chat.completion",
    created: 1_793_520_000,
    model,
    choices: [{
      index: 0,
      finish_reason: finish,
      message: { role: "assistant", content: `\n${text}`, reasoning_content: "Let me look." },
    }],
    usage: {
      prompt_tokens,
      completion_tokens,
      total_tokens: prompt_tokens + completion_tokens,
      prompt_tokens_details: { cached_tokens: 0 },
    },
  };
}
