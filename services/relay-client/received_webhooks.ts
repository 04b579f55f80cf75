/**
 * Stores the webhooks that the relay delivers before it acknowledges them, each once however often it is
 * delivered. No service reads them yet: once one does, `purge` must spare those that it still needs.
 */
import { z } from "zod";
import { sha256Hex } from "../../relay/shared/crypto.ts";
import {
  RelayedWebhookSchema,
  signedWebhookText,
  WEBHOOK_BYTES_MAX,
  WEBHOOK_SOURCES,
} from "../../relay/protocol/webhooks.ts";
import { readTraceparent, traceIdOf, TRACEPARENT } from "../../relay/shared/trace_context.ts";
import type { Clock } from "../base/clock.ts";
import { createKeyedMutex } from "../base/mutex.ts";
import { isFailure } from "../base/errors.ts";
import type { Logger } from "../base/log.ts";
import { DAY_MS } from "../base/time.ts";
import {
  type Blobs,
  type Collection,
  type Database,
  defineCollection,
  type Row,
} from "../store/mod.ts";

const StoredWebhookSchema = z.object({
  /** Source and event: the same event sent twice is stored once. */
  id: z.string(),
  source: z.enum(WEBHOOK_SOURCES),
  event: z.string(),
  receivedAt: z.number(),
  keptAt: z.number(),
  /** Whether the relay checked the sender's signature. */
  checked: z.boolean(),
  headers: z.record(z.string(), z.string()),
  /** Name of the file with the raw bytes. */
  body: z.string(),
  bytes: z.number().int(),
});
export type StoredWebhook = z.infer<typeof StoredWebhookSchema>;

export const storedWebhooks: Collection<StoredWebhook> = defineCollection({
  name: "letter",
  schema: StoredWebhookSchema,
  version: 1,
  id: ({ id }) => id,
  indexes: { newest: ({ receivedAt }) => [-receivedAt], body: ({ body }) => [body] },
});

interface WebhookStoreOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly files: Blobs;
  readonly log: Logger;
  /** Whether the relay signed a text with the shared key. */
  readonly isSignedByRelay: (text: string, signature: string) => boolean;
}

export interface WebhookStore {
  /** Answers a delivery of the relay; 2xx means that the webhook is stored. */
  receive(request: Request): Promise<Response>;
  newest(limit: number): Promise<StoredWebhook[]>;
  /** Number and total bytes of the stored webhooks. */
  stored(): Promise<{ readonly count: number; readonly bytes: number }>;
  /** Deletes webhooks that are too old, then the oldest until the rest is within the limit. @returns how many */
  purge(): Promise<number>;
}

/** Senders repeat a webhook for days, the relay for 30: a stored one is recognised as a duplicate. */
export const STORED_DAYS_MAX = 90;
export const STORED_BYTES_MAX = 200_000_000;
/** Estimated size of a record without its body. */
const RECORD_BYTES = 1_000;

/** Base64, and JSON around it. */
const DELIVERY_CHARS_MAX = WEBHOOK_BYTES_MAX * 2;

export function createWebhookStore(
  { db, clock, files, log, isSignedByRelay }: WebhookStoreOptions,
): WebhookStore {
  /** Two webhooks may share the file of their body: it must not be deleted for one while the other is stored. */
  const inTurnOf = createKeyedMutex();

  async function storeOnce(
    delivery: z.infer<typeof RelayedWebhookSchema>,
  ): Promise<"kept" | "known"> {
    const body = Uint8Array.fromBase64(delivery.body);
    return await inTurnOf(await sha256Hex(body), () => store(delivery, body));
  }

  async function store(
    { source, event, receivedAt, checked, headers }: z.infer<typeof RelayedWebhookSchema>,
    body: Uint8Array<ArrayBuffer>,
  ): Promise<"kept" | "known"> {
    const id = `${source}:${event}`;
    if (await db.get(storedWebhooks, id)) return "known";
    const { sha, bytes } = await files.put(body);
    const change = db.change();
    const keptAt = clock.now();
    change.insert(storedWebhooks, {
      ...{ id, source, event, receivedAt, keptAt, checked, headers, body: sha, bytes },
    });
    try {
      await change.commit();
      return "kept";
    } catch (error) {
      // A concurrent delivery of the same webhook stored it first.
      if (isFailure(error, "conflict")) return "known";
      throw error;
    }
  }

  async function remove(row: Row<StoredWebhook>): Promise<void> {
    const { body } = row.value;
    await inTurnOf(body, async () => {
      const change = db.change();
      change.remove(storedWebhooks, row);
      await change.commit();
      const { entries } = await db.listBy(storedWebhooks, "body", [body], { limit: 1 });
      // An unreadable record may name the same file.
      const isNamed = entries.length > 0 || db.unreadable.has(storedWebhooks.name);
      if (!isNamed) await files.remove(body);
    });
  }

  async function stored() {
    let count = 0;
    let bytes = 0;
    for await (const { value } of db.each(storedWebhooks)) {
      count++;
      bytes += value.bytes + RECORD_BYTES;
    }
    return { count, bytes };
  }

  return {
    stored,
    async purge() {
      let { bytes } = await stored();
      let purged = 0;
      const tooOld = clock.now() - STORED_DAYS_MAX * DAY_MS;
      for await (const row of db.each(storedWebhooks, { index: "newest", reverse: true })) {
        if (row.value.receivedAt >= tooOld && bytes <= STORED_BYTES_MAX) break;
        await remove(row);
        bytes -= row.value.bytes + RECORD_BYTES;
        purged++;
      }
      if (purged > 0) log.info("webhooks_purged", { count: purged });
      return purged;
    },
    async receive(request) {
      const text = await request.text();
      const delivery = text.length <= DELIVERY_CHARS_MAX
        ? RelayedWebhookSchema.safeParse(parsed(text))
        : null;
      if (!delivery?.success) return new Response("not a delivery", { status: 400 });
      const { signature } = delivery.data;
      if (!isSignedByRelay(signedWebhookText(delivery.data), signature)) {
        log.warn("letter_not_attested", { id: delivery.data.id });
        return new Response("not attested", { status: 401 });
      }
      const { id, source, headers } = delivery.data;
      const traceparent = readTraceparent(headers[TRACEPARENT]);
      const trace = traceparent ? { traceId: traceIdOf(traceparent) } : {};
      try {
        const outcome = await storeOnce(delivery.data);
        log.info("webhook_received", { id, source, outcome, ...trace });
        return new Response(null, { status: 204 });
      } catch (error) {
        log.error("letter_not_kept", { id, source, error, ...trace });
        // 503 means that no webhook can be stored now; another status concerns this one.
        return new Response(String(error), { status: isFailure(error, "unavailable") ? 503 : 500 });
      }
    },
    async newest(limit) {
      const { entries } = await db.listBy(storedWebhooks, "newest", [], { limit });
      return entries.map(({ value }) => value);
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
