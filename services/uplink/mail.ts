/**
 * What the relay brings: kept here for good before it is acknowledged, once however often it is brought. What
 * it means is the business of the room that reads its source.
 */
import { z } from "zod";
import { attested, DeliverySchema, MAIL_BYTES_MAX, SOURCES } from "../../relay/protocol_mail.ts";
import type { Clock } from "../clock.ts";
import { isFailure } from "../errors.ts";
import type { Logger } from "../log.ts";
import { type Blobs, type Collection, type Database, defineCollection } from "../store/mod.ts";

export const LetterSchema = z.object({
  /** Source and event: what the sender tells twice is one letter. */
  id: z.string(),
  source: z.enum(SOURCES),
  event: z.string(),
  receivedAt: z.number(),
  keptAt: z.number(),
  /** Whether the relay knew the sender's key and checked with it. */
  checked: z.boolean(),
  headers: z.record(z.string(), z.string()),
  /** The raw bytes, as a file. */
  body: z.string(),
  bytes: z.number().int(),
});
export type Letter = z.infer<typeof LetterSchema>;

export const letters: Collection<Letter> = defineCollection({
  name: "letter",
  schema: LetterSchema,
  version: 1,
  id: ({ id }) => id,
  indexes: { newest: ({ receivedAt }) => [-receivedAt] },
});

export interface MailRoomOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly files: Blobs;
  readonly log: Logger;
  /** Whether the relay that shares our key has signed this. */
  readonly isAttested: (text: string, signature: string) => Promise<boolean>;
}

export interface MailRoom {
  /** Answers the relay's delivery: a 2xx means that it is kept. */
  receive(request: Request): Promise<Response>;
  newest(limit: number): Promise<Letter[]>;
}

/** Base64 and the words round it. */
const DELIVERY_CHARS_MAX = MAIL_BYTES_MAX * 2;

export function createMailRoom({ db, clock, files, log, isAttested }: MailRoomOptions): MailRoom {
  async function keep(delivery: z.infer<typeof DeliverySchema>): Promise<"kept" | "known"> {
    const { source, event, receivedAt, checked, headers } = delivery;
    const id = `${source}:${event}`;
    if (await db.get(letters, id)) return "known";
    const { sha, bytes } = await files.put(Uint8Array.fromBase64(delivery.body));
    const change = db.change();
    const keptAt = clock.now();
    change.insert(letters, {
      ...{ id, source, event, receivedAt, keptAt, checked, headers, body: sha, bytes },
    });
    try {
      await change.commit();
      return "kept";
    } catch (error) {
      // Brought twice at the same moment.
      if (isFailure(error, "conflict")) return "known";
      throw error;
    }
  }

  return {
    async receive(request) {
      const text = await request.text();
      const delivery = text.length <= DELIVERY_CHARS_MAX
        ? DeliverySchema.safeParse(parsed(text))
        : null;
      if (!delivery?.success) return new Response("not a delivery", { status: 400 });
      const { signature } = delivery.data;
      if (!await isAttested(attested(delivery.data), signature)) {
        log.warn("letter_not_attested", { id: delivery.data.id });
        return new Response("not attested", { status: 401 });
      }
      const { id, source } = delivery.data;
      try {
        const outcome = await keep(delivery.data);
        log.info("letter", { id, source, outcome });
        return new Response(null, { status: 204 });
      } catch (error) {
        log.error("letter_not_kept", { id, source, error });
        // "Not now" holds for every letter; anything else is said of this one.
        return new Response(String(error), { status: isFailure(error, "unavailable") ? 503 : 500 });
      }
    },
    async newest(limit) {
      const { entries } = await db.listBy(letters, "newest", [], { limit });
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
