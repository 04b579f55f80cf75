/** Several relay machines as one: any of them answers, whichever home has dialled. */
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
  /** This machine's own way home. */
  readonly local: Origin;
  /** Shared with home and with the other machines. */
  readonly key: string;
  /** Whether Fly's proxy stands before the relay. */
  readonly onFly: boolean;
  readonly time: TimeSource;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: (event: string, details: Record<string, unknown>) => void;
  /** Home dialled another machine after it dialled this one: what is still open here is the old connection. */
  readonly onDisplaced?: () => void;
}

export interface Cluster {
  readonly origin: ClusterOrigin;
  /** Home has dialled this machine. */
  claimTunnel(): void;
  /** Home's connection to this machine is gone. */
  releaseTunnel(): void;
  /** Says something to the machine that holds the tunnel. @returns `nobody`: no other machine does, as far as is known */
  notifyHolder(path: string): Promise<"heard" | "unheard" | "nobody">;
  /** To be asked before anything of a request is stripped; belongs into what `origin.fetch` is given. */
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
