/**
 * Home, from whichever machine is asked: this machine's own tunnel, or else the one of the machine that holds it.
 * A request is sent on once at most.
 */
import type { AbortSignalLike } from "../aborter.ts";
import { type Origin, OriginFailure, type OriginRequest, type OriginResponse } from "../origin.ts";
import { type Forwarder, Gone, Late } from "./forward_http.ts";
import type { Holder } from "./holder.ts";
import { type Hop, hopFor } from "./hop.ts";
import type { Registry, Self } from "./registry.ts";
import { isReplayable, replayTo } from "./replay.ts";

export interface FleetRequest extends OriginRequest {
  /** How it came here, where it did not come straight from a visitor. */
  readonly hop?: Hop | null;
}

export interface FleetOriginOptions {
  readonly self: Self;
  /** This machine's own way home. */
  readonly local: Origin;
  readonly registry: Registry;
  readonly forwarder: Forwarder;
  /** Shared with home and with the other machines. */
  readonly key: string;
  /** Whether Fly's proxy stands before the relay: then it takes small requests to the other machine itself. */
  readonly onFly: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: (event: string, details: Record<string, unknown>) => void;
}

export interface FleetOrigin extends Origin {
  fetch(request: FleetRequest, signal: AbortSignalLike): Promise<OriginResponse>;
}

export function createFleetOrigin(options: FleetOriginOptions): FleetOrigin {
  const { local, registry, forwarder, key, onFly, now, log } = options;

  async function sendOn(
    to: Holder,
    request: OriginRequest,
    signal: AbortSignalLike,
  ): Promise<OriginResponse> {
    if (onFly && isReplayable(request)) return replayTo(to);
    const hop = hopFor(key, request, { to: to.machine, at: now() });
    try {
      return await forwarder.forward(to, { ...request, hop }, signal);
    } catch (error) {
      if (signal.aborted) throw new OriginFailure("cancelled", { cause: error });
      if (error instanceof Late) throw new OriginFailure("late", { cause: error });
      if (!(error instanceof Gone)) {
        void lookAfter(to);
        throw new OriginFailure("lost", { cause: error });
      }
      forget(to, error.message);
      throw new OriginFailure("away", { cause: error });
    }
  }

  function forget(holder: Holder, why: string): void {
    log("machine_gone", { machine: holder.machine, why });
    void registry.drop(holder);
  }

  /** It may have restarted, or only the connection broke; or a visitor pretends that the platform says so. */
  async function lookAfter(holder: Holder): Promise<void> {
    if (!await forwarder.isAlive(holder)) forget(holder, "does not answer any more");
  }

  return {
    async fetch(request, signal) {
      const { home } = local.state();
      if (home === "here" || home === "unknown") return await local.fetch(request, signal);
      const holder = await registry.other();
      if (request.hop?.kind === "returned" && holder) await lookAfter(holder);
      // What was sent here must end here: whoever sent it believed that home is.
      if (request.hop) registry.mistaken();
      if (!holder || request.hop) return await local.fetch(request, signal);
      return await sendOn(holder, request, signal);
    },
    state: () => local.state(),
    async close(withinMs) {
      await registry.close();
      await local.close(withinMs);
      forwarder.close();
    },
  };
}
