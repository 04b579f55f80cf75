/** Home's end of the relay: the tunnel, the replica, received webhooks and snapshots. */
import type { MonthUsage } from "../../relay/protocol/health.ts";
import type { MailboxUsage, WebhookList, WebhookSummary } from "../../relay/protocol/webhooks.ts";
import type { StoredWebhook, WebhookStore } from "./received_webhooks.ts";
import type { RelayClient, RelayMailbox } from "./adapters/relay_http.ts";
import type { Replicator } from "./replicator.ts";
import type { TunnelClient } from "./tunnel_client.ts";

export { readTraceparent, traceIdOf, TRACEPARENT } from "../../relay/shared/trace_context.ts";
export { createDial } from "./adapters/dial_relay.ts";
export { STORED_BYTES_MAX, STORED_DAYS_MAX } from "./received_webhooks.ts";
export type { RelayedVisitor } from "./relayed_request.ts";
export type { App, RelayCalls } from "./tunnel_server.ts";
export { createTunnelClient, type TunnelClient } from "./tunnel_client.ts";
export type { MailboxUsage, MonthUsage, StoredWebhook, WebhookList, WebhookSummary };

/** The relay client as the settings pages use it. */
export interface RelayService extends Pick<TunnelClient, "state"> {
  readonly way: "tunnel" | "cloudflared";
  /** Protocol version. */
  readonly version: number;
  readonly replicator: Pick<Replicator, "replicate" | "state">;
  /** With a short timeout, since a page waits for it. */
  readonly mailbox: RelayMailbox;
  /** The relay's health report; with the same timeout. */
  readonly readReport: RelayClient["readReport"];
  readonly webhooks: Pick<WebhookStore, "newest" | "stored" | "purge">;
}
