/** Several relay machines behind one address: each can answer, whichever holds home's tunnel. */
import type { Redis } from "ioredis";
import type { Origin } from "../origin/origin.ts";
import type { TimeSource } from "../shared/time.ts";
import { type ClusterOrigin, createClusterOrigin } from "./cluster_origin.ts";
import { createMachineClient, notifyMachine } from "./adapters/machine_client.ts";
import { type Arrived, type Forwarding, parseForwarding } from "./forwarding.ts";
import { createTunnelRegistry, type Machine } from "./tunnel_registry.ts";

export interface ClusterOptions {
  readonly redis: Redis;
  readonly self: Machine;
  /** This machine's own connection to home. */
  readonly local: Origin;
  /** Shared with home and with the other machines. */
  readonly key: string;
  /** True behind Fly's proxy, which can replay requests at another machine. */
  readonly onFly: boolean;
  readonly time: TimeSource;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: (event: string, details: Record<string, unknown>) => void;
  /** Home connected to another machine later: the connection that is still open here is outdated. */
  readonly onDisplaced?: () => void;
}

export interface Cluster {
  readonly origin: ClusterOrigin;
  /** Home has connected to this machine. */
  claimTunnel(): void;
  /** Home's connection to this machine is lost. */
  releaseTunnel(): void;
  /** Posts to the machine that holds the tunnel. @returns `nobody` where no other machine is known to hold it */
  notifyHolder(path: string): Promise<"heard" | "unheard" | "nobody">;
  /** Reads how a request came here, from its unfiltered headers; pass the result to `origin.fetch`. */
  readForwarding(arrived: Arrived): Forwarding | null;
}

export function createCluster(options: ClusterOptions): Cluster {
  const { key, self, onFly, now, time } = options;
  const registry = createTunnelRegistry(options);
  const machineClient = createMachineClient(time);
  return {
    origin: createClusterOrigin({ ...options, registry, machineClient }),
    async notifyHolder(path) {
      const holder = await registry.findHolder();
      if (!holder) return "nobody";
      if (await notifyMachine(holder, path, options)) return "heard";
      if (!await machineClient.isAlive(holder)) await registry.drop(holder);
      return "unheard";
    },
    claimTunnel: registry.claim,
    releaseTunnel: registry.release,
    readForwarding: (arrived) =>
      parseForwarding({ key, machine: self.machine, onFly, now }, arrived),
  };
}
