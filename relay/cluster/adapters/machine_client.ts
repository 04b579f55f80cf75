/** Requests to another relay machine over their private network. */
import http from "node:http";
import type { Socket } from "node:net";
import type { AbortSignalLike } from "../../shared/lazy_abort.ts";
import {
  type OriginHeaders,
  type OriginRequest,
  type OriginResponse,
  RESPONSE_START_MS_MAX,
} from "../../origin/origin.ts";
import { HEADER_PREFIX } from "../../protocol/tunnel.ts";
import type { TimeSource } from "../../shared/time.ts";
import type { TunnelHolder } from "../tunnel_registry.ts";
import { FORWARDING_HEADER } from "../forwarding.ts";
import { authorize } from "../../protocol/call_auth.ts";

/** Within one region; a machine that is gone often does not answer at all. */
const CONNECT_MS_MAX = 2_000;
/** A living machine answers its health check at once; this tells a slow home from a lost machine. */
const PROBE_AFTER_MS = 2_000;
const PROBE_MS_MAX = 2_000;
const PROBE_PATH = "/api/health";
/** Shorter than the other end's own limit. */
const IDLE_MS_MAX = 30_000;

export interface MachineClient {
  /** @throws MachineUnreachable, MachineTimeout */
  forward(
    to: TunnelHolder,
    request: ForwardedRequest,
    signal: AbortSignalLike,
  ): Promise<OriginResponse>;
  /** @returns true when the machine answers its health check */
  isAlive(to: TunnelHolder): Promise<boolean>;
  close(): void;
}

export interface ForwardedRequest extends OriginRequest {
  /** The value of the signed forwarding header. */
  readonly forwarding: string;
}

/** No connection to the machine: nothing of the request has begun there. */
export class MachineUnreachable extends Error {
  override readonly name = "MachineUnreachable";
}
/** The machine is reachable, but its response did not begin in time. */
export class MachineTimeout extends Error {
  override readonly name = "MachineTimeout";
}

export function createMachineClient(time: TimeSource): MachineClient {
  const agent = new http.Agent({ keepAlive: true, timeout: IDLE_MS_MAX });

  async function isAlive({ address }: TunnelHolder): Promise<boolean> {
    const signal = AbortSignal.timeout(PROBE_MS_MAX);
    try {
      const response = await fetch(`http://${address}${PROBE_PATH}`, { signal });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  }

  function forward(to: TunnelHolder, request: ForwardedRequest, signal: AbortSignalLike) {
    const { method, path, body } = request;
    const { promise, resolve, reject } = Promise.withResolvers<OriginResponse>();
    const out = http.request(`http://${to.address}${path}`, {
      method,
      agent,
      headers: headersOf(request),
      setHost: false,
    });
    let connected = false;
    const end = (error: Error) => {
      reject(error);
      out.destroy(error);
    };
    const timers = [
      time.after(CONNECT_MS_MAX, () => connected || end(new MachineUnreachable("no connection"))),
      time.after(RESPONSE_START_MS_MAX, () => end(new MachineTimeout("no answer in time"))),
    ];
    const cancel = () => end(new DOMException("nobody waits any more", "AbortError"));
    signal.addEventListener("abort", cancel);
    let settled = false;
    let callOffProbe = () => {};
    function probeLater(): void {
      callOffProbe = time.after(PROBE_AFTER_MS, async () => {
        if (!await isAlive(to)) return end(new MachineUnreachable("no answer"));
        if (!settled) probeLater();
      });
    }
    probeLater();
    const settle = () => {
      settled = true;
      callOffProbe();
      timers.forEach((callOff) => callOff());
    };
    out.once("socket", (socket: Socket) => {
      socket.setNoDelay(true);
      if (!socket.connecting) connected = true;
      else socket.once("connect", () => connected = true);
    });
    out.once("error", (error: Error) => {
      reject(
        connected || error instanceof MachineTimeout
          ? error
          : new MachineUnreachable(error.message),
      );
    });
    out.once("response", (incoming) => {
      incoming.once("close", () => signal.removeEventListener("abort", cancel));
      resolve({
        status: incoming.statusCode ?? 502,
        headers: incoming.headers as OriginHeaders,
        body: incoming,
        isComplete: () => incoming.complete,
      });
    });
    if (body) body.pipe(out);
    else out.end();
    return promise.finally(settle);
  }

  return { forward, isAlive, close: () => agent.destroy() };
}

/** The relay's own headers are dropped: the other machine adds its own after it has read the forwarding header. */
function headersOf({ headers, host, forwarding }: ForwardedRequest): OriginHeaders {
  const passed: OriginHeaders = {};
  for (const name in headers) {
    if (!name.startsWith(HEADER_PREFIX)) passed[name] = headers[name]!;
  }
  return { ...passed, host, [FORWARDING_HEADER]: forwarding };
}

export interface NotifyOptions {
  /** Shared with home. */
  readonly key: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const NOTIFY_MS_MAX = 2_000;

/** Posts an authenticated notification. @returns whether it was delivered */
export async function notifyMachine(
  { address }: TunnelHolder,
  path: string,
  { key, now }: NotifyOptions,
): Promise<boolean> {
  const call = { method: "POST", path };
  const authorization = await authorize(key, call, { body: new Uint8Array(), time: now() });
  try {
    const response = await fetch(`http://${address}${path}`, {
      method: call.method,
      headers: { authorization },
      signal: AbortSignal.timeout(NOTIFY_MS_MAX),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
