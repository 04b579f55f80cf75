/**
 * Reaches home from every machine: through its own tunnel, or by forwarding to the machine that holds it. A
 * request is forwarded at most once.
 */
import { Readable } from "node:stream";
import type { AbortSignalLike } from "../shared/lazy_abort.ts";
import {
  type Origin,
  OriginFailure,
  type OriginRequest,
  type OriginResponse,
} from "../origin/origin.ts";
import {
  type MachineClient,
  MachineTimeout,
  MachineUnreachable,
} from "./adapters/machine_client.ts";
import type { Machine, TunnelHolder, TunnelRegistry } from "./tunnel_registry.ts";
import { type Forwarding, signForwarding } from "./forwarding.ts";

export interface ClusterRequest extends OriginRequest {
  /** Set where it did not come directly from a visitor. */
  readonly forwarding?: Forwarding | null;
}

export interface ClusterOriginOptions {
  readonly self: Machine;
  /** This machine's own connection to home. */
  readonly local: Origin;
  readonly registry: TunnelRegistry;
  readonly machineClient: MachineClient;
  /** Shared with home and with the other machines. */
  readonly key: string;
  /** True behind Fly's proxy, which replays small requests at the machine that holds the tunnel. */
  readonly onFly: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: (event: string, details: Record<string, unknown>) => void;
}

export interface ClusterOrigin extends Origin {
  fetch(request: ClusterRequest, signal: AbortSignalLike): Promise<OriginResponse>;
}

export function createClusterOrigin(options: ClusterOriginOptions): ClusterOrigin {
  const { local, registry, machineClient, key, onFly, now, log } = options;

  async function forward(
    to: TunnelHolder,
    request: OriginRequest,
    signal: AbortSignalLike,
  ): Promise<OriginResponse> {
    if (onFly && isReplayable(request)) return replayTo(to);
    const forwarding = signForwarding(key, request, { to: to.machine, at: now() });
    try {
      return await machineClient.forward(to, { ...request, forwarding }, signal);
    } catch (error) {
      if (signal.aborted) throw new OriginFailure("cancelled", { cause: error });
      if (error instanceof MachineTimeout) throw new OriginFailure("late", { cause: error });
      if (!(error instanceof MachineUnreachable)) {
        void dropIfDead(to);
        throw new OriginFailure("lost", { cause: error });
      }
      forget(to, error.message);
      throw new OriginFailure("away", { cause: error });
    }
  }

  function forget(holder: TunnelHolder, why: string): void {
    log("machine_unreachable", { machine: holder.machine, why });
    void registry.drop(holder);
  }

  /** The machine may have restarted, or only the connection broke; or a visitor forged Fly's header. */
  async function dropIfDead(holder: TunnelHolder): Promise<void> {
    if (!await machineClient.isAlive(holder)) forget(holder, "does not answer any more");
  }

  return {
    async fetch(request, signal) {
      const { home } = local.state();
      if (home === "here" || home === "unknown") return await local.fetch(request, signal);
      const holder = await registry.findHolder();
      if (request.forwarding?.kind === "returned" && holder) await dropIfDead(holder);
      // A forwarded request is not forwarded again: its sender believed that home is here.
      if (request.forwarding) registry.dropStaleClaim();
      if (!holder || request.forwarding) return await local.fetch(request, signal);
      return await forward(holder, request, signal);
    },
    state: () => local.state(),
    async close(withinMs) {
      await registry.close();
      await local.close(withinMs);
      machineClient.close();
    },
  };
}

/** Fly's proxy buffers no larger body for a replay. */
const REPLAYED_BYTES_MAX = 1_000_000;
/** After this time the proxy returns the request to this machine. */
const TRIES_SECONDS = 2;

export function isReplayable({ body, headers }: OriginRequest): boolean {
  if (!body) return true;
  const said = headers["content-length"];
  return typeof said === "string" && Number(said) <= REPLAYED_BYTES_MAX;
}

export function replayTo({ machine }: TunnelHolder): OriginResponse {
  const where = `instance=${machine};timeout=${TRIES_SECONDS}s;fallback=prefer_self`;
  return {
    status: 204,
    headers: { "fly-replay": where, "cache-control": "no-store" },
    body: Readable.from([]),
    isComplete: () => true,
  };
}
