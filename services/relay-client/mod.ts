/** The home end of the relay: dials it, answers what comes through it, knows how it stands. */
export { readTraceparent, traceIdOf, TRACEPARENT } from "../../relay/shared/trace_context.ts";
export { createDial } from "./adapters/dial_relay.ts";
export { STORED_BYTES_MAX, STORED_DAYS_MAX } from "./received_webhooks.ts";
export type { RelayedVisitor } from "./relayed_request.ts";
export type { App, RelayCalls } from "./tunnel_server.ts";
export { createTunnelClient, type TunnelClient } from "./tunnel_client.ts";
