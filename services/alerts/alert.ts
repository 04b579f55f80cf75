/** An alert: one notification for the owner, sent once on the channels of its topic. */
import { z } from "zod";

/** In the order of the settings page. */
export const CHANNELS = ["push", "ntfy", "telegram", "email"] as const;
export type Channel = (typeof CHANNELS)[number];

export const TOPICS = ["watch", "cuts", "canary", "jobs", "heartbeat", "test"] as const;
export type Topic = (typeof TOPICS)[number];
/** The topics whose channels the owner chooses. A test alert names its own channel. */
export const ROUTED_TOPICS = ["watch", "cuts", "canary", "jobs", "heartbeat"] as const;
export type RoutedTopic = (typeof ROUTED_TOPICS)[number];

const KEY_CHARS_MAX = 300;
const TEXT_CHARS_MAX = 2_000;
const LINK_CHARS_MAX = 1_000;

const MessageSchema = z.object({
  key: z.string().max(KEY_CHARS_MAX),
  params: z.record(z.string(), z.union([z.string().max(TEXT_CHARS_MAX), z.number()])).optional(),
});

export const AlertSchema = z.object({
  /** Alerts with the same key are sent once, also after a restart. */
  key: z.string().min(1).max(KEY_CHARS_MAX),
  topic: z.enum(TOPICS),
  title: MessageSchema,
  body: MessageSchema,
  /** A path inside the app, or an https URL. */
  link: z.string().max(LINK_CHARS_MAX).regex(/^(?:\/(?!\/)|https:\/\/)/).optional(),
  /** Absent means the channels of its topic. */
  channels: z.array(z.enum(CHANNELS)).optional(),
  /** Sent at once, also during quiet hours and when digests are on. */
  urgent: z.literal(true).optional(),
});
export type Alert = z.infer<typeof AlertSchema>;
