/** What may be told: one thing worth knowing, once, on the channels that its topic takes. */
import { z } from "zod";

/** In the order of the page: what needs nobody else comes first. */
export const CHANNELS = ["push", "ntfy", "telegram", "email"] as const;
export type Channel = (typeof CHANNELS)[number];

export const TOPICS = ["watch", "cuts", "canary", "jobs", "heartbeat", "test"] as const;
export type Topic = (typeof TOPICS)[number];
/** What the owner may send to one channel and not to another; a test says itself where it goes. */
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
  /** The same key is told once, also after a restart. */
  key: z.string().min(1).max(KEY_CHARS_MAX),
  topic: z.enum(TOPICS),
  title: MessageSchema,
  body: MessageSchema,
  /** A path inside the app, or an address that begins with https. */
  link: z.string().max(LINK_CHARS_MAX).regex(/^(?:\/(?!\/)|https:\/\/)/).optional(),
  /** Absent: the routing of its topic. */
  channels: z.array(z.enum(CHANNELS)).optional(),
  /** Waits neither for the morning nor for the digest. */
  urgent: z.literal(true).optional(),
});
export type Alert = z.infer<typeof AlertSchema>;
