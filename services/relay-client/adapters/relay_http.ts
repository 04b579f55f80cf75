/** Home's calls to the relay over HTTPS: replica, mailbox, snapshots and health. */
import { z } from "zod";
import { authorize } from "../../../relay/protocol/call_auth.ts";
import { readCallError } from "../../../relay/protocol/call_errors.ts";
import {
  HEALTH_TYPE,
  RELAY_HEALTH_PATH,
  type RelayReport,
  RelayReportSchema,
} from "../../../relay/protocol/health.ts";
import {
  type WebhookList,
  WebhookListSchema,
  type WebhookState,
} from "../../../relay/protocol/webhooks.ts";
import {
  BatchResultSchema,
  RangeHashesSchema,
  ReplicaCursorSchema,
  type ReplicaPage,
  ReplicaPageSchema,
} from "../../../relay/protocol/replica.ts";
import {
  GenerationSchema,
  MissingSnapshotsSchema,
  SNAPSHOTS_PATH,
  UploadResultSchema,
} from "../../../relay/protocol/snapshots.ts";
import type { Clock } from "../../base/clock.ts";
import { notFound, unavailable } from "../../base/errors.ts";
import type { ReplicaClient } from "../replica_writer.ts";
import type { SnapshotClient } from "../snapshot_upload.ts";
import type { RemoteReplica } from "../verify_replica.ts";

interface RelayClientOptions {
  /** https://host */
  readonly url: string;
  /** Shared with the relay. */
  readonly key: string;
  readonly clock: Clock;
  readonly deadlineMs?: number;
}

export interface RelayMailbox {
  list(state: WebhookState, before?: number): Promise<WebhookList>;
  /** The relay delivers it again. @throws Failure `relay.no_such_webhook` */
  redeliver(id: number): Promise<void>;
}

/** Every call throws Failure `unavailable` when the relay cannot be reached or refuses. */
export interface RelayClient extends ReplicaClient, RemoteReplica {
  page(after: string | null): Promise<ReplicaPage>;
  readonly mailbox: RelayMailbox;
  readonly snapshots: SnapshotClient;
  /** The relay's health, and its usage of metered hosts. */
  readReport(): Promise<RelayReport>;
}

/** Long enough for a database that must wake up first. */
const DEADLINE_MS = 60_000;
/** Smaller bodies are not compressed. */
const COMPRESS_BYTES_MIN = 1_024;
const REPLICA = "/relay/replica";
const MAILBOX = "/relay/mailbox";

export function createRelayClient(options: RelayClientOptions): RelayClient {
  const call = createCaller(options);
  return {
    cursor: () => call("GET", REPLICA, ReplicaCursorSchema),
    async apply(batch) {
      const { why, pace, ...rest } = await call("POST", REPLICA, BatchResultSchema, batch);
      return { ...rest, ...why && { why }, ...pace && { pace } };
    },
    async hashes(ranges) {
      const { hashes } = await call("POST", `${REPLICA}/hashes`, RangeHashesSchema, {
        ...{ ranges, signed: true },
      });
      return hashes;
    },
    page: (after) => {
      const query = after === null ? "" : `?${new URLSearchParams({ after })}`;
      return call("GET", `${REPLICA}/page${query}`, ReplicaPageSchema);
    },
    readReport: () => call("GET", RELAY_HEALTH_PATH, RelayReportSchema),
    mailbox: {
      list: (state, before) => {
        const query = new URLSearchParams({ state, ...before && { before: String(before) } });
        return call("GET", `${MAILBOX}?${query}`, WebhookListSchema);
      },
      async redeliver(id) {
        await call("POST", `${MAILBOX}/${id}`, z.unknown());
      },
    },
    snapshots: {
      declare: (manifest) =>
        call("PUT", SNAPSHOTS_PATH, MissingSnapshotsSchema.or(GenerationSchema), manifest),
      put: (bodies) =>
        call("PUT", `${SNAPSHOTS_PATH}/bodies`, UploadResultSchema.or(GenerationSchema), bodies),
      withdraw: (withdrawal) =>
        call("POST", `${SNAPSHOTS_PATH}/withdrawals`, GenerationSchema, withdrawal),
    },
  };
}

function createCaller({ url, key, clock, deadlineMs = DEADLINE_MS }: RelayClientOptions) {
  return async <T>(
    method: "GET" | "POST" | "PUT",
    path: string,
    schema: z.ZodType<T>,
    said?: unknown,
  ): Promise<T> => {
    const { body, headers } = await compressed(said);
    const authorization = await authorize(key, { method, path }, { body, time: clock.now() });
    try {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: { ...headers, authorization },
        redirect: "error",
        signal: AbortSignal.timeout(deadlineMs),
        ...body.length > 0 && { body },
      });
      return schema.parse(await readAnswer(response));
    } catch (cause) {
      if (cause instanceof z.ZodError) throw unavailable("relay.relay_other_version", {}, cause);
      if (!(cause instanceof TypeError) && !isLate(cause)) throw cause;
      throw unavailable("relay.relay_away", {}, cause);
    }
  };
}

const isLate = (cause: unknown): boolean =>
  cause instanceof DOMException && cause.name === "TimeoutError";

/** 409 and an unhealthy report are answers, not failures. */
async function readAnswer(response: Response): Promise<unknown> {
  const isReport = response.headers.get("content-type") === HEALTH_TYPE;
  if (response.ok || response.status === 409 || isReport) return await json(response);
  const code = readCallError(await json(response));
  if (response.status === 401) {
    throw unavailable(code === "clocks_differ" ? "relay.clocks_differ" : "relay.wrong_key");
  }
  if (code === "no_such_webhook") throw notFound("relay.no_such_webhook");
  throw unavailable("relay.relay_failed", { status: response.status });
}

async function json(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

async function compressed(said: unknown) {
  const headers: Record<string, string> = {};
  if (said === undefined) return { body: new Uint8Array(), headers };
  headers["content-type"] = "application/json";
  const plain = new TextEncoder().encode(JSON.stringify(said));
  if (plain.length < COMPRESS_BYTES_MIN) return { body: plain, headers };
  headers["content-encoding"] = "gzip";
  const stream = new Blob([plain]).stream().pipeThrough(new CompressionStream("gzip"));
  return { body: new Uint8Array(await new Response(stream).arrayBuffer()), headers };
}
