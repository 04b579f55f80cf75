/** Home's own calls to the relay, over HTTPS: the second copy and the mailbox. */
import { z } from "zod";
import { authorize } from "../../relay/protocol_auth.ts";
import {
  HEALTH_TYPE,
  RELAY_HEALTH_PATH,
  type RelayReport,
  RelayReportSchema,
} from "../../relay/protocol_health.ts";
import { type MailList, MailListSchema, type MailState } from "../../relay/protocol_mail.ts";
import {
  AppliedSchema,
  CursorSchema,
  HashesSchema,
  PageSchema,
  type ReplicaPage,
} from "../../relay/protocol_replica.ts";
import {
  GenerationSchema,
  KeptSchema,
  LacksSchema,
  SNAPSHOTS_PATH,
} from "../../relay/protocol_snapshots.ts";
import type { Clock } from "../base/clock.ts";
import { notFound, unavailable } from "../base/errors.ts";
import type { ReplicaClient } from "./replica_writer.ts";
import type { SnapshotClient } from "./snapshots.ts";
import type { OtherSide } from "./verify.ts";

export interface RelayClientOptions {
  /** https://host */
  readonly url: string;
  /** Shared with the relay. */
  readonly key: string;
  readonly clock: Clock;
  readonly deadlineMs?: number;
}

export interface RelayMail {
  list(state: MailState, before?: number): Promise<MailList>;
  /** The relay delivers it once more. @throws Failure `uplink.no_such_mail` */
  bringAgain(id: number): Promise<void>;
}

/** Every call throws Failure `unavailable` with the reason when the relay does not do it. */
export interface RelayClient extends ReplicaClient, OtherSide {
  page(after: string | null): Promise<ReplicaPage>;
  readonly mail: RelayMail;
  readonly snapshots: SnapshotClient;
  /** How the relay is, and what it has taken of metered hosts. */
  report(): Promise<RelayReport>;
}

/** A batch to a database that must first wake up. */
const DEADLINE_MS = 60_000;
/** Less is not worth unpacking. */
const PACK_BYTES_MIN = 1_024;
const REPLICA = "/relay/replica";
const MAILBOX = "/relay/mailbox";

export function createRelayClient(options: RelayClientOptions): RelayClient {
  const call = caller(options);
  return {
    cursor: () => call("GET", REPLICA, CursorSchema),
    async apply(batch) {
      const { why, pace, ...rest } = await call("POST", REPLICA, AppliedSchema, batch);
      return { ...rest, ...why && { why }, ...pace && { pace } };
    },
    async hashes(ranges) {
      const { hashes } = await call("POST", `${REPLICA}/hashes`, HashesSchema, {
        ...{ ranges, signed: true },
      });
      return hashes;
    },
    page: (after) => {
      const query = after === null ? "" : `?${new URLSearchParams({ after })}`;
      return call("GET", `${REPLICA}/page${query}`, PageSchema);
    },
    report: () => call("GET", RELAY_HEALTH_PATH, RelayReportSchema),
    mail: {
      list: (state, before) => {
        const query = new URLSearchParams({ state, ...before && { before: String(before) } });
        return call("GET", `${MAILBOX}?${query}`, MailListSchema);
      },
      async bringAgain(id) {
        await call("POST", `${MAILBOX}/${id}`, z.unknown());
      },
    },
    snapshots: {
      declare: (manifest) =>
        call("PUT", SNAPSHOTS_PATH, LacksSchema.or(GenerationSchema), manifest),
      put: (bodies) =>
        call("PUT", `${SNAPSHOTS_PATH}/bodies`, KeptSchema.or(GenerationSchema), bodies),
      withdraw: (withdrawal) =>
        call("POST", `${SNAPSHOTS_PATH}/withdrawals`, GenerationSchema, withdrawal),
    },
  };
}

function caller({ url, key, clock, deadlineMs = DEADLINE_MS }: RelayClientOptions) {
  return async <T>(
    method: "GET" | "POST" | "PUT",
    path: string,
    schema: z.ZodType<T>,
    said?: unknown,
  ): Promise<T> => {
    const { body, headers } = await packed(said);
    const authorization = await authorize(key, { method, path }, { body, time: clock.now() });
    try {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: { ...headers, authorization },
        redirect: "error",
        signal: AbortSignal.timeout(deadlineMs),
        ...body.length > 0 && { body },
      });
      return schema.parse(await answered(response));
    } catch (cause) {
      if (cause instanceof z.ZodError) throw unavailable("uplink.relay_other_version", {}, cause);
      if (!(cause instanceof TypeError) && !isLate(cause)) throw cause;
      throw unavailable("uplink.relay_away", {}, cause);
    }
  };
}

const isLate = (cause: unknown): boolean =>
  cause instanceof DOMException && cause.name === "TimeoutError";

/** 409 says what is the case, and is an answer; so is a report that not all is well. */
async function answered(response: Response): Promise<unknown> {
  const isReport = response.headers.get("content-type") === HEALTH_TYPE;
  if (response.ok || response.status === 409 || isReport) return await json(response);
  const { message } = Message.catch({ message: "" }).parse(await json(response));
  if (response.status === 401) {
    throw unavailable(message === "clocks differ" ? "uplink.clocks_differ" : "uplink.wrong_key");
  }
  if (response.status === 404 && message === "no such mail") throw notFound("uplink.no_such_mail");
  throw unavailable("uplink.relay_failed", { status: response.status });
}

const Message = z.object({ message: z.string() });

async function json(response: Response): Promise<unknown> {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

async function packed(said: unknown) {
  const headers: Record<string, string> = {};
  if (said === undefined) return { body: new Uint8Array(), headers };
  headers["content-type"] = "application/json";
  const plain = new TextEncoder().encode(JSON.stringify(said));
  if (plain.length < PACK_BYTES_MIN) return { body: plain, headers };
  headers["content-encoding"] = "gzip";
  const stream = new Blob([plain]).stream().pipeThrough(new CompressionStream("gzip"));
  return { body: new Uint8Array(await new Response(stream).arrayBuffer()), headers };
}
