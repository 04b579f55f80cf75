/** An alert put into the owner's words; several become one digest. */
import type { Message } from "../jobs/mod.ts";
import type { Channel } from "./alert.ts";
import type { Delivery } from "./delivery.ts";
import type { Letter } from "./ports.ts";

/** In the owner's language. */
export type Say = (message: Message) => Promise<string>;

/** A longer list is not read; how many more there are is said. */
const DIGEST_LINES_MAX = 20;

interface LetterOptions {
  readonly say: Say;
  readonly baseUrl?: string;
}

export async function letterOf(
  deliveries: readonly Delivery[],
  { say, baseUrl }: LetterOptions,
): Promise<Letter> {
  const [only] = deliveries as [Delivery];
  if (deliveries.length > 1) return await digestOf(deliveries, { say, baseUrl });
  const { alert, id, channel } = only;
  const link = linkOf(alert.link, channel, baseUrl);
  return {
    id,
    title: oneLine(await say(alert.title)),
    body: await say(alert.body),
    urgent: alert.urgent ?? false,
    ...(link && { link }),
  };
}

async function digestOf(deliveries: readonly Delivery[], { say, baseUrl }: LetterOptions) {
  const lines: string[] = [];
  for (const { alert, channel } of deliveries.slice(0, DIGEST_LINES_MAX)) {
    const link = channel === "push" ? undefined : linkOf(alert.link, channel, baseUrl);
    const words = `${oneLine(await say(alert.title))}: ${oneLine(await say(alert.body))}`;
    lines.push(link ? `• ${words}\n  ${link}` : `• ${words}`);
  }
  const more = deliveries.length - lines.length;
  if (more > 0) lines.push(await say({ key: "alerts.digest_more", params: { count: more } }));
  const title = { key: "alerts.digest_title", params: { count: deliveries.length } };
  return { id: deliveries[0]!.id, title: await say(title), body: lines.join("\n"), urgent: false };
}

/** A path leads home: a notification of the app's own knows where that is, anything else must be told. */
function linkOf(link: string | undefined, channel: Channel, baseUrl?: string): string | undefined {
  if (!link?.startsWith("/") || channel === "push") return link;
  return baseUrl && baseUrl + link;
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
