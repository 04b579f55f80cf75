/**
 * Reaches home through Cloudflare's tunnel, by a public name that only a service token opens. No connection
 * tells whether home is there; while a response is awaited, home's health is requested beside it.
 */
import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { type AbortSignalLike, toAbortSignal } from "../../shared/lazy_abort.ts";
import { HEALTH_PATH } from "../../health/liveness.ts";
import {
  type Origin,
  OriginFailure,
  type OriginHeaders,
  type OriginRequest,
  type OriginResponse,
  RESPONSE_START_MS_MAX,
} from "../origin.ts";
import type { TimeSource } from "../../shared/time.ts";
import { CHECK_MS, PONG_MS_MAX } from "../../shared/heartbeat.ts";

export interface CloudflaredOptions {
  /** https://host, without a path. */
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly time: TimeSource;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const SOCKETS_MAX = 100;
const IDLE_MS_MAX = 60_000;
/** Statuses of Cloudflare itself when the tunnel or the program behind it is not there. */
const CLOUDFLARE_ERRORS = new Set([502, 521, 522, 523, 524, 530]);

export function createCloudflared(options: CloudflaredOptions): Origin {
  const { url, clientId, clientSecret, time, now } = options;
  const place = new URL(url);
  const client = place.protocol === "https:" ? https : http;
  const agent = new client.Agent({
    keepAlive: true,
    maxSockets: SOCKETS_MAX,
    timeout: IDLE_MS_MAX,
  });
  const access = { "cf-access-client-id": clientId, "cf-access-client-secret": clientSecret };
  let underWay = 0;
  let known: { readonly home: "here" | "silent" | "away"; readonly since: number } | null = null;
  let drained = () => {};

  function learn(home: "here" | "silent" | "away"): void {
    if (known?.home !== home) known = { home, since: now() };
  }

  function send({ method, path, headers, body }: OriginRequest, signal: AbortSignal) {
    return new Promise<IncomingMessage>((resolve, reject) => {
      const asked = client.request(new URL(path, place), {
        method,
        agent,
        signal,
        headers: { ...headers, ...access, host: place.host },
      });
      asked.setNoDelay(true);
      asked.once("response", resolve);
      asked.once("error", reject);
      if (body) body.pipe(asked);
      else asked.end();
    });
  }

  /** Whether the program at home answers its health check now. */
  async function isHomeAlive(signal: AbortSignal): Promise<boolean> {
    const request = { method: "GET", path: HEALTH_PATH, host: "", headers: {}, body: null };
    try {
      const response = await send(request, signal);
      response.resume();
      return response.statusCode === 200;
    } catch {
      return false;
    }
  }

  /** Gives up a request when home stops answering its health check; a living home may be slow. */
  function watchHealth(giveUp: (absence: "silent" | "late") => void): () => void {
    const begun = time.now();
    const closing = new AbortController();
    let callOff = time.after(CHECK_MS, look);
    async function look() {
      if (time.now() - begun >= RESPONSE_START_MS_MAX) return giveUp("late");
      const asked = new AbortController();
      const late = time.after(PONG_MS_MAX, () => asked.abort());
      const lives = await isHomeAlive(AbortSignal.any([asked.signal, closing.signal]));
      late();
      if (closing.signal.aborted) return;
      if (!lives) return giveUp("silent");
      callOff = time.after(PONG_MS_MAX, look);
    }
    return () => {
      callOff();
      closing.abort();
    };
  }

  async function fetchHome(
    request: OriginRequest,
    signal: AbortSignalLike,
  ): Promise<OriginResponse> {
    const stallMonitor = new AbortController();
    let absence: "silent" | "late" | null = null;
    const stopWatching = watchHealth((why) => {
      absence = why;
      stallMonitor.abort();
    });
    try {
      const response = await send(
        request,
        AbortSignal.any([toAbortSignal(signal), stallMonitor.signal]),
      );
      if (isFromCloudflare(response)) {
        response.resume();
        throw new OriginFailure("away");
      }
      learn("here");
      return {
        status: response.statusCode!,
        headers: headersOf(response),
        body: response,
        isComplete: () => response.complete,
      };
    } catch (cause) {
      const failure = signal.aborted
        ? new OriginFailure("cancelled")
        : cause instanceof OriginFailure
        ? cause
        : new OriginFailure(absence ?? "away", { cause });
      if (failure.absence !== "cancelled") learn(failure.absence === "silent" ? "silent" : "away");
      throw failure;
    } finally {
      stopWatching();
    }
  }

  return {
    async fetch(request, signal) {
      underWay++;
      const done = () => {
        underWay--;
        if (underWay === 0) drained();
      };
      try {
        const response = await fetchHome(request, signal);
        response.body.once("close", done);
        return response;
      } catch (error) {
        done();
        throw error;
      }
    },

    state: () => ({
      way: "cloudflared",
      home: known?.home ?? "unknown",
      since: known?.since ?? null,
      underWay,
    }),

    async close(withinMs) {
      if (underWay > 0) {
        const callOff = time.after(withinMs, () => drained());
        await new Promise<void>((resolve) => drained = resolve);
        callOff();
      }
      agent.destroy();
    },
  };
}

function isFromCloudflare({ statusCode, headers }: IncomingMessage): boolean {
  return CLOUDFLARE_ERRORS.has(statusCode!) && headers.server === "cloudflare";
}

function headersOf({ headers }: IncomingMessage): OriginHeaders {
  const said: OriginHeaders = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) said[name] = value;
  }
  return said;
}
