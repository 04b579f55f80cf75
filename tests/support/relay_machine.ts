/** A relay machine for tests: a server in front of a cluster's origin, with a tunnel that is there or not. */
import http from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { AbortSignalLike } from "../../relay/shared/lazy_abort.ts";
import { requestHeaders, responseHeaders } from "../../relay/ingress/headers.ts";
import { readVisitor } from "../../relay/ingress/visitor.ts";
import {
  type Origin,
  OriginFailure,
  type OriginHeaders,
  type OriginRequest,
  type OriginResponse,
} from "../../relay/origin/origin.ts";
import { signVisitor, VISITOR_HEADER } from "../../relay/protocol/visitor.ts";
import { systemTime, type TimeSource } from "../../relay/shared/time.ts";
import { connectRedis } from "../../relay/databases/redis.ts";
import { type Cluster, createCluster } from "../../relay/cluster/cluster.ts";

export const TEST_KEY = "a shared key of thirty-two letters";

export interface TestMachine extends AsyncDisposable {
  readonly name: string;
  readonly url: string;
  readonly cluster: Cluster;
  readonly logged: string[];
  /** How often home was asked by way of this machine. */
  asked(): number;
  /** How often another machine asked whether this one lives. */
  probed(): number;
  dial(): void;
  hangUp(): void;
  onDisplaced(): number;
}

export interface TestMachineOptions {
  readonly redisUrl: string;
  readonly name: string;
  readonly onFly?: boolean;
  readonly time?: TimeSource;
  readonly home?: (request: OriginRequest, signal: AbortSignalLike) => Promise<OriginResponse>;
  readonly counted?: (commands: number) => void;
  /** @default a free one */
  readonly port?: number;
}

export async function startMachine(options: TestMachineOptions): Promise<TestMachine> {
  const { redisUrl, name, onFly = false, time = systemTime, home = echo, counted } = options;
  const logged: string[] = [];
  const log = (event: string) => void logged.push(event);
  const redis = connectRedis({ url: redisUrl, log, ...counted && { counted } });
  let here = false;
  let asked = 0;
  let probed = 0;
  let onDisplaced = 0;
  const local: Origin = {
    fetch(request, signal) {
      if (!here) return Promise.reject(new OriginFailure("away"));
      asked++;
      return home(request, signal);
    },
    state: () => ({ way: "tunnel", home: here ? "here" : "away", since: null, underWay: 0 }),
    close: () => Promise.resolve(),
  };
  const server = http.createServer(async (request, response) => {
    const { method = "GET", url: path = "/", headers, rawHeaders } = request;
    if (path === "/api/health") {
      probed++;
      return void response.end("ok");
    }
    const forwarding = cluster.readForwarding({ method, path, headers });
    const { client, proto } = forwarding?.kind === "forwarded"
      ? forwarding.visitor
      : readVisitor(request, "nothing");
    const requestId = forwarding?.kind === "forwarded" ? forwarding.requestId : `asked-${name}`;
    const host = headers.host ?? "";
    const visitor = { method, path, client, proto, host, requestId, time: Date.now() };
    const passed = {
      ...requestHeaders(rawHeaders),
      [VISITOR_HEADER]: signVisitor(TEST_KEY, visitor),
    };
    const body = method === "GET" ? null : request;
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    try {
      const asked = { method, path, host, headers: passed, body, forwarding };
      const answer = await cluster.origin.fetch(asked, gone.signal);
      response.writeHead(answer.status, responseHeaders(answer.headers));
      await pipeline(answer.body, response);
    } catch (error) {
      const absence = error instanceof OriginFailure ? error.absence : String(error);
      if (!response.headersSent) response.writeHead(503);
      response.end(absence);
    }
    request.resume();
  });
  await new Promise<void>((done) => server.listen(options.port ?? 0, "127.0.0.1", done));
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const cluster = createCluster({
    redis,
    self: { machine: name, address },
    local,
    key: TEST_KEY,
    onFly,
    time,
    now: Date.now,
    log,
    onDisplaced: () => onDisplaced++,
  });
  return {
    name,
    url: `http://${address}`,
    cluster,
    logged,
    asked: () => asked,
    probed: () => probed,
    onDisplaced: () => onDisplaced,
    dial() {
      here = true;
      cluster.claimTunnel();
    },
    hangUp() {
      here = false;
      cluster.releaseTunnel();
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await cluster.origin.close(0);
      redis.disconnect();
    },
  };
}

/** Says what it was asked. */
async function echo({ method, path, headers, body }: OriginRequest): Promise<OriginResponse> {
  let bytes = 0;
  for await (const chunk of body ?? []) bytes += chunk.length;
  const said = JSON.stringify({ method, path, headers, bytes });
  const answered: OriginHeaders = {
    "content-type": "application/json",
    "set-cookie": ["a=1", "b=2"],
  };
  return { status: 207, headers: answered, body: Readable.from([said]), isComplete: () => true };
}
