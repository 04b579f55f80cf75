/** What relay and home say to each other of webhooks. */
import { z } from "zod";

export const SOURCES = ["sendcloud", "seventeentrack", "vinted-pro", "generic"] as const;
export type Source = (typeof SOURCES)[number];

/**
 * "signed": the relay checks with the sender's secret. "unsigned": taken unchecked, within a small daily budget.
 * "closed": refused, since the relay has no secret.
 */
export const SOURCE_ACCESS = ["signed", "unsigned", "closed"] as const;
export type SourceAccess = (typeof SOURCE_ACCESS)[number];

/** A sender that needs more sends links. */
export const MAIL_BYTES_MAX = 1024 * 1024;
/** Kept after home took it, so that it can be looked at and told again. */
export const KEPT_DAYS = 30;

/** One webhook on its way home: POST to `/.relay/mail`; any 2xx means that home has it for good. */
export const DeliverySchema = z.object({
  /** Grows in the order of arrival. */
  id: z.number().int().positive(),
  source: z.enum(SOURCES),
  /** The sender's name for it: told again, it is the same event. */
  event: z.string().min(1),
  /** Milliseconds since 1970. */
  receivedAt: z.number().int(),
  /** Whether the relay had the sender's key; if not, home checks, against `receivedAt` and not against now. */
  checked: z.boolean(),
  headers: z.record(z.string(), z.string()),
  /** The raw bytes in base64: signatures are over them. */
  body: z.string(),
  /** The relay's, in hex: it attests when this came in. */
  signature: z.string(),
});
export type Delivery = z.infer<typeof DeliverySchema>;

/** What the relay's signature is over: HMAC-SHA256 with the shared key. */
export function attested(
  { id, source, event, receivedAt, checked, body }: Omit<Delivery, "headers" | "signature">,
): string {
  return JSON.stringify(["mail", id, source, event, receivedAt, checked, body]);
}

export const MAIL_STATES = ["waiting", "parked", "delivered"] as const;
export type MailState = (typeof MAIL_STATES)[number];

/** One line of the list that the app shows. */
export const MailLineSchema = z.object({
  id: z.number().int().positive(),
  source: z.enum(SOURCES),
  event: z.string(),
  receivedAt: z.number(),
  attempts: z.number().int(),
  deliveredAt: z.number().nullable(),
  parkedAt: z.number().nullable(),
  /** In English: a person reads it beside the sentence that says what to do. */
  parkedWhy: z.string().nullable(),
});
export type MailLine = z.infer<typeof MailLineSchema>;

const Amount = z.number().int().nonnegative();

export const MailboxUsageSchema = z.object({
  /** What the mailbox weighs in the database, and what it may weigh. */
  bytes: Amount,
  bytesMax: Amount,
  /** Of sources that are open without a secret, in the last 24 hours. */
  unsigned: z.object({ count: Amount, countMax: Amount, bytes: Amount, bytesMax: Amount }),
  access: z.record(z.enum(SOURCES), z.enum(SOURCE_ACCESS)),
});
export type MailboxUsage = z.infer<typeof MailboxUsageSchema>;

export const MailListSchema = z.object({
  lines: z.array(MailLineSchema),
  waiting: z.number().int(),
  parked: z.number().int(),
  /** Absent from a relay of an earlier version. */
  usage: MailboxUsageSchema.optional(),
});
export type MailList = z.infer<typeof MailListSchema>;
