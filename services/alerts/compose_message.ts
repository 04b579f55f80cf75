/** Composes the message of an alert, or of several as one digest, in the owner's language. */
import type { Message } from "../jobs/mod.ts";
import type { Channel } from "./alert.ts";
import type { Delivery } from "./delivery.ts";
import type { AlertMessage } from "./ports.ts";

/** Translates into the owner's language. */
export type Translate = (message: Message) => Promise<string>;

/** Further alerts are only counted. */
const DIGEST_LINES_MAX = 20;

interface ComposeOptions {
  readonly translate: Translate;
  readonly baseUrl?: string;
}

export async function composeMessage(
  deliveries: readonly Delivery[],
  { translate, baseUrl }: ComposeOptions,
): Promise<AlertMessage> {
  const [only] = deliveries as [Delivery];
  if (deliveries.length > 1) return await composeDigest(deliveries, { translate, baseUrl });
  const { alert, id, channel } = only;
  const link = absoluteLink(alert.link, channel, baseUrl);
  return {
    id,
    title: oneLine(await translate(alert.title)),
    body: await translate(alert.body),
    urgent: alert.urgent ?? false,
    ...(link && { link }),
  };
}

async function composeDigest(
  deliveries: readonly Delivery[],
  { translate, baseUrl }: ComposeOptions,
) {
  const lines: string[] = [];
  for (const { alert, channel } of deliveries.slice(0, DIGEST_LINES_MAX)) {
    const link = channel === "push" ? undefined : absoluteLink(alert.link, channel, baseUrl);
    const words = `${oneLine(await translate(alert.title))}: ${
      oneLine(await translate(alert.body))
    }`;
    lines.push(link ? `• ${words}\n  ${link}` : `• ${words}`);
  }
  const more = deliveries.length - lines.length;
  if (more > 0) lines.push(await translate({ key: "alerts.digest_more", params: { count: more } }));
  const title = { key: "alerts.digest_title", params: { count: deliveries.length } };
  return {
    id: deliveries[0]!.id,
    title: await translate(title),
    body: lines.join("\n"),
    urgent: false,
  };
}

/** Push notifications resolve paths themselves; other channels need an absolute URL, so without one the link is left out. */
function absoluteLink(
  link: string | undefined,
  channel: Channel,
  baseUrl?: string,
): string | undefined {
  if (!link?.startsWith("/") || channel === "push") return link;
  return baseUrl && baseUrl + link;
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
