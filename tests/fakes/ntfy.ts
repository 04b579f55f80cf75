/** An ntfy server over a real socket: JSON to its root, access by token where a test says so. */
export interface FakeNtfy extends AsyncDisposable {
  readonly url: string;
  readonly messages: NtfyMessage[];
  /** When set, requests without this token are refused. */
  token: string | null;
  /** Error answer to the next requests. */
  trouble: { readonly status: number; readonly headers?: Record<string, string> } | null;
  /** Number of requests, refused ones included. */
  requests: number;
  close(): Promise<void>;
}

interface NtfyMessage {
  readonly topic: string;
  readonly title?: string;
  readonly message: string;
  readonly priority?: number;
  readonly click?: string;
}

const LOOPBACK = "127.0.0.1";
const MESSAGE_BYTES_MAX = 4_096;

export function startFakeNtfy(): FakeNtfy {
  const fake: Pick<FakeNtfy, "messages" | "token" | "trouble" | "requests"> = {
    messages: [],
    token: null,
    trouble: null,
    requests: 0,
  };

  async function respond(request: Request): Promise<Response> {
    fake.requests++;
    const text = await request.text();
    if (fake.trouble) return new Response(null, fake.trouble);
    if (request.method !== "POST" || new URL(request.url).pathname !== "/") {
      return problem(404, 40401);
    }
    if (fake.token && request.headers.get("authorization") !== `Bearer ${fake.token}`) {
      return problem(403, 40301);
    }
    const message: NtfyMessage = JSON.parse(text);
    if (!/^[-_A-Za-z0-9]{1,64}$/.test(message.topic)) return problem(400, 40009);
    if (new TextEncoder().encode(message.message).length > MESSAGE_BYTES_MAX) {
      return problem(413, 41301);
    }
    fake.messages.push(message);
    return Response.json({ id: "hwQ2YpKdmg", time: 1_793_520_000, event: "message", ...message });
  }

  const server = Deno.serve({ hostname: LOOPBACK, port: 0, onListen() {} }, respond);
  const close = () => server.shutdown();
  return Object.assign(fake, {
    url: `http://${LOOPBACK}:${server.addr.port}`,
    close,
    [Symbol.asyncDispose]: close,
  });
}

function problem(http: number, code: number): Response {
  return Response.json({ code, http, error: "refused" }, { status: http });
}
