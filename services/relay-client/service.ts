/** What the owner sees of the way to the relay: whether it stands, what is carried, what came. */
import type { MonthUsage } from "../../relay/protocol/health.ts";
import type { MailboxUsage, WebhookList, WebhookSummary } from "../../relay/protocol/webhooks.ts";
import type { StoredWebhook, WebhookStore } from "./received_webhooks.ts";
import type { RelayClient, RelayMailbox } from "./adapters/relay_http.ts";
import type { Replicator } from "./replicator.ts";
import type { TunnelClient } from "./tunnel_client.ts";

export type { MailboxUsage, MonthUsage, StoredWebhook, WebhookList, WebhookSummary };

export interface RelayService extends Pick<TunnelClient, "state"> {
  readonly way: "tunnel" | "cloudflared";
  /** Of what both programs speak. */
  readonly version: number;
  readonly replicator: Pick<Replicator, "replicate" | "state">;
  /** Asked while a page waits: it gives up soon. */
  readonly mailbox: RelayMailbox;
  /** How the relay says that it is; asked in the same way. */
  readonly readReport: RelayClient["readReport"];
  readonly webhooks: Pick<WebhookStore, "newest" | "stored" | "purge">;
}
