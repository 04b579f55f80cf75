/** The visitor's address and protocol, from sources that the visitor cannot forge. */
import type { IncomingMessage } from "node:http";

/** Whether Fly's proxy is in front of the relay: only then are its headers trustworthy. */
export type FrontProxy = "fly" | "nothing";

export interface Visitor {
  readonly client: string;
  readonly proto: "http" | "https";
}

const ADDRESS = /^[0-9a-fA-F:.]{2,45}$/;
/** An IPv4 address as a dual-stack socket reports it. */
const MAPPED = /^::ffff:(?=\d+\.)/;

export function readVisitor({ headers, socket }: IncomingMessage, behind: FrontProxy): Visitor {
  const address = (socket.remoteAddress ?? "unknown").replace(MAPPED, "");
  if (behind === "nothing") return { client: address, proto: "http" };
  const said = headers["fly-client-ip"];
  const client = typeof said === "string" && ADDRESS.test(said) ? said : address;
  return { client, proto: headers["x-forwarded-proto"] === "http" ? "http" : "https" };
}
