/** Who asks, by what the relay can know of it; what the visitor says of that is not believed. */
import type { IncomingMessage } from "node:http";

/** Whether Fly's proxy stands before the relay: only then are its headers Fly's and not the visitor's. */
export type FrontProxy = "fly" | "nothing";

export interface Visitor {
  readonly client: string;
  readonly proto: "http" | "https";
}

const ADDRESS = /^[0-9a-fA-F:.]{2,45}$/;
/** An IPv4 address as a socket for both kinds says it. */
const MAPPED = /^::ffff:(?=\d+\.)/;

export function readVisitor({ headers, socket }: IncomingMessage, behind: FrontProxy): Visitor {
  const address = (socket.remoteAddress ?? "unknown").replace(MAPPED, "");
  if (behind === "nothing") return { client: address, proto: "http" };
  const said = headers["fly-client-ip"];
  const client = typeof said === "string" && ADDRESS.test(said) ? said : address;
  return { client, proto: headers["x-forwarded-proto"] === "http" ? "http" : "https" };
}
