/** Routes for an item's listing text, and for starting a reading of its photos. */
import { Hono } from "hono";
import { z } from "zod";
import { conflict } from "../../services/base/errors.ts";
import { LANGUAGES, TextSchema } from "../../services/listing/mod.ts";
import type { Env } from "../env.ts";
import { sayKey } from "../listing/review_texts.ts";
import type { Services } from "../services.ts";
import { describe } from "./describe.ts";
import { body, NumberPath, path, query } from "./input.ts";

const topic = "listing";
const LanguageQuery = z.strictObject({ language: z.enum(LANGUAGES).optional() });
const ListingBody = z.object({
  language: z.enum(LANGUAGES),
  text: TextSchema,
  /** To be sent back with a change. */
  rev: z.number().int(),
  findings: z.array(
    z.object({ rule: z.string(), severity: z.string(), at: z.string(), sentence: z.string() }),
  ),
  completeness: z.object({ score: z.number(), missing: z.array(z.string()) }),
});
const SaveBody = z.strictObject({ text: TextSchema, rev: z.number().int().nonnegative() });
const StartedBody = z.object({ jobs: z.array(z.string()), skipped: z.array(z.string()) });

type Needs = Pick<Services, "ai" | "inventory" | "listing">;

/** Mounted on `/api/v1/items/:number`. */
export function listingApi({ ai, inventory, listing }: Needs) {
  const itemOf = async (number: string | undefined) => (await inventory.get(Number(number))).value;

  return new Hono<Env>()
    .get(
      "/listing",
      describe({ name: "getListing", topic, gives: ListingBody }),
      path(NumberPath),
      query(LanguageQuery),
      async (c) => {
        const item = await itemOf(c.req.param("number"));
        const language = c.req.valid("query").language ?? (await listing.voice()).language;
        const { draft, findings, completeness } = await listing.review(
          item,
          language,
          c.var.locale,
        );
        const { t } = c.var;
        return c.json({
          language,
          text: draft.text,
          rev: draft.rev,
          findings: findings.map(({ rule, severity, at, key, params }) => ({
            rule,
            severity,
            at,
            sentence: sayKey(t, key, params),
          })),
          completeness: {
            score: completeness.score,
            missing: completeness.missing.map(({ key, count }) => sayKey(t, key, { count })),
          },
        });
      },
    )
    .put(
      "/listing",
      describe({ name: "saveListing", topic, gives: z.object({ rev: z.number().int() }) }),
      path(NumberPath),
      query(LanguageQuery),
      body(SaveBody),
      async (c) => {
        const item = await itemOf(c.req.param("number"));
        const language = c.req.valid("query").language ?? (await listing.voice()).language;
        const { text, rev } = c.req.valid("json");
        const result = await listing.save(item, language, text, rev);
        if (!result.saved) throw conflict("common.conflict");
        return c.json({ rev: result.draft.rev });
      },
    )
    .post(
      "/reading",
      describe({ name: "readPhotos", topic, gives: StartedBody, status: 202 }),
      path(NumberPath),
      async (c) => c.json(await ai.startReading((await itemOf(c.req.param("number"))).id), 202),
    );
}
