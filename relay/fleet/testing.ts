/** A relay machine for tests: a server in front of a fleet's origin, with a tunnel that is there or not. */
import http from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { AbortSignalLike } from "../aborter.ts";
import { requestHeaders, responseHeaders } from "../ingress/headers.ts";
import { visitorOf } from "../ingress/visitor.ts";
import {
  type Origin,
  OriginFailure,
  type OriginHeaders,
  type OriginRequest,
  type OriginResponse,
} from "../origin.ts";
import { VISITOR_HEADER, vouchFor } from "../protocol.ts";
import type { Time } from "../protocol_pulse.ts";
import { connectRedis } from "../redis.ts";
import { createFleet, type Fleet } from "./fleet.ts";

export const TEST_KEY = "a shared key of thirty-two letters";

export const realTime: Time = {
  now: () => performance.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

export interface TestMachine extends AsyncDisposable {
  readonly name: string;
  readonly url: string;
  readonly fleet: Fleet;
  readonly logged: string[];
  /** How often home was asked by way of this machine. */
  asked(): number;
  /** How often another machine asked whether this one lives. */
  probed(): number;
  dial(): void;
  hangUp(): void;
  displaced(): number;
}

export interface TestMachineOptions {
  readonly redisUrl: string;
  readonly name: string;
  readonly onFly?: boolean;
  readonly time?: Time;
  readonly home?: (request: OriginRequest, signal: AbortSignalLike) => Promise<OriginResponse>;
  readonly counted?: (commands: number) => void;
  /** @default a free one */
  readonly port?: number;
}

export async function startMachine(options: TestMachineOptions): Promise<TestMachine> {
  const { redisUrl, name, onFly = false, time = realTime, home = echo, counted } = options;
  const logged: string[] = [];
  const log = (event: string) => void logged.push(event);
  const redis = connectRedis({ url: redisUrl, log, ...counted && { counted } });
  let here = false;
  let asked = 0;
  let probed = 0;
  let displaced = 0;
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
    const hop = fleet.hopOf({ method, path, headers });
    const { client, proto } = hop?.kind === "forwarded"
      ? hop.visitor
      : visitorOf(request, "nothing");
    const requestId = hop?.kind === "forwarded" ? hop.requestId : `asked-${name}`;
    const host = headers.host ?? "";
    const visitor = { method, path, client, proto, host, requestId, time: Date.now() };
    const passed = {
      ...requestHeaders(rawHeaders),
      [VISITOR_HEADER]: vouchFor(TEST_KEY, visitor),
    };
    const body = method === "GET" ? null : request;
    const gone = new AbortController();
    response.once("close", () => gone.abort());
    try {
      const asked = { method, path, host, headers: passed, body, hop };
      const answer = await fleet.origin.fetch(asked, gone.signal);
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
  const fleet = createFleet({
    redis,
    self: { machine: name, address },
    local,
    key: TEST_KEY,
    onFly,
    time,
    now: Date.now,
    log,
    displaced: () => displaced++,
  });
  return {
    name,
    url: `http://${address}`,
    fleet,
    logged,
    asked: () => asked,
    probed: () => probed,
    displaced: () => displaced,
    dial() {
      here = true;
      fleet.held();
    },
    hangUp() {
      here = false;
      fleet.lost();
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await fleet.origin.close(0);
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
  return { status: 207, headers: answered, body: Readable.from([said]), isWhole: () => true };
}
