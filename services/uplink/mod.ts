/** The home end of the relay: dials it, answers what comes through it, knows how it stands. */
export { readTraceparent, traceIdOf, TRACEPARENT } from "../../relay/protocol_trace.ts";
export { createDial } from "./adapters/dial.ts";
export { STORED_BYTES_MAX, STORED_DAYS_MAX } from "./mail.ts";
export type { RelayedVisitor } from "./recognise.ts";
export type { App, RelayCalls } from "./serve.ts";
export {
  createUplink,
  type Uplink,
  type UplinkOptions,
  type UplinkProblem,
  type UplinkState,
} from "./uplink.ts";
