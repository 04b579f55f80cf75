/** Webhooks on their way from the relay's mailbox to home, and home's view of the mailbox. */
import { z } from "zod";
import { HOME_CALLS_PATH } from "./tunnel.ts";

export const WEBHOOK_SOURCES = ["sendcloud", "seventeentrack", "vinted-pro", "generic"] as const;
export type WebhookSource = (typeof WEBHOOK_SOURCES)[number];

/**
 * `signed`: the relay checks webhooks with the sender's secret. `unsigned`: unchecked, within a small daily quota.
 * `closed`: refused, since the relay has no secret.
 */
export const SOURCE_ACCESS = ["signed", "unsigned", "closed"] as const;
export type SourceAccess = (typeof SOURCE_ACCESS)[number];

export const WEBHOOK_BYTES_MAX = 1024 * 1024;
/** How long the relay keeps a delivered webhook, so that it can be looked at and delivered again. */
export const DELIVERED_DAYS_KEPT = 30;

/** The relay posts each webhook here; any 2xx means that home has stored it. */
export const WEBHOOK_DELIVERY_PATH = `${HOME_CALLS_PATH}mail`;

export const RelayedWebhookSchema = z.object({
  /** Grows in the order of arrival. */
  id: z.number().int().positive(),
  source: z.enum(WEBHOOK_SOURCES),
  /** The sender's id of the event: the same event sent twice has the same one. */
  event: z.string().min(1),
  /** Milliseconds since 1970. */
  receivedAt: z.number().int(),
  /** Whether the relay checked the sender's signature; if not, home checks it as of `receivedAt`. */
  checked: z.boolean(),
  headers: z.record(z.string(), z.string()),
  /** The raw bytes in base64: senders sign the bytes. */
  body: z.string(),
  /** The relay's signature of `signedWebhookText`, HMAC-SHA256 with the shared key in hex. */
  signature: z.string(),
});
export type RelayedWebhook = z.infer<typeof RelayedWebhookSchema>;

export function signedWebhookText(
  { id, source, event, receivedAt, checked, body }: Omit<RelayedWebhook, "headers" | "signature">,
): string {
  return JSON.stringify(["mail", id, source, event, receivedAt, checked, body]);
}

/** `parked`: set aside after home refused it several times. */
export const WEBHOOK_STATES = ["waiting", "parked", "delivered"] as const;
export type WebhookState = (typeof WEBHOOK_STATES)[number];

/** A webhook in the mailbox, without its contents. */
export const WebhookSummarySchema = z.object({
  id: z.number().int().positive(),
  source: z.enum(WEBHOOK_SOURCES),
  event: z.string(),
  receivedAt: z.number(),
  attempts: z.number().int(),
  deliveredAt: z.number().nullable(),
  parkedAt: z.number().nullable(),
  /** Home's last answer: its status, then what it said. */
  parkedWhy: z.string().nullable(),
});
export type WebhookSummary = z.infer<typeof WebhookSummarySchema>;

const Amount = z.number().int().nonnegative();

export const MailboxUsageSchema = z.object({
  /** Size of the mailbox in the database, and its limit. */
  bytes: Amount,
  bytesMax: Amount,
  /** Webhooks of unsigned sources in the last 24 hours, and their quota. */
  unsigned: z.object({ count: Amount, countMax: Amount, bytes: Amount, bytesMax: Amount }),
  access: z.record(z.enum(WEBHOOK_SOURCES), z.enum(SOURCE_ACCESS)),
});
export type MailboxUsage = z.infer<typeof MailboxUsageSchema>;

export const WebhookListSchema = z.object({
  lines: z.array(WebhookSummarySchema),
  waiting: z.number().int(),
  parked: z.number().int(),
  /** Absent from a relay of an earlier version. */
  usage: MailboxUsageSchema.optional(),
});
export type WebhookList = z.infer<typeof WebhookListSchema>;
