/** One coming-in of evidence: a page that was captured, a file, a link: what was read of it, and how to let it go. */
import { z } from "zod";
import { defineCollection } from "../../store/mod.ts";
import { MODES } from "../observation.ts";
import { CAPTURED_KINDS } from "../parsers/reading.ts";

export const LABEL_CHARS_MAX = 200;
/** With ids as long as they may be, still far from what one commit takes. */
export const KEYS_IN_PORTION = 2_000;

const count = z.number().int().nonnegative();
const counts = z.record(z.string(), count);

export const IntakeSchema = z.object({
  id: z.string(),
  at: z.number(),
  mode: z.enum(MODES),
  /** What the seller knows it by: a file's name, a page's address. */
  label: z.string().max(LABEL_CHARS_MAX),
  kind: z.enum(CAPTURED_KINDS),
  added: count,
  again: count,
  priceChanged: count,
  dropped: counts,
  notUnderstood: counts,
  /** The forgetting that let go of it, which can be taken back until the night. */
  forgotten: z.object({ id: z.string(), count }).optional(),
});
export type Intake = z.infer<typeof IntakeSchema>;

export const intakes = defineCollection({
  name: "market_intakes",
  schema: IntakeSchema,
  version: 1,
  id: ({ id }) => id,
});

const PortionSchema = z.object({
  intakeId: z.string(),
  portion: count,
  keys: z.array(z.string()).max(KEYS_IN_PORTION),
});

/** The keys of what was new with it, which is what goes when it goes. */
export const intakeKeys = defineCollection({
  name: "market_intake_keys",
  schema: PortionSchema,
  version: 1,
  id: ({ intakeId, portion }) => `${intakeId}-${portion}`,
  indexes: { intake: ({ intakeId, portion }) => [intakeId, portion] },
});
