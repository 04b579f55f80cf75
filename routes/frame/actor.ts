/** In whose name a request changes something; the history says so. */
import type { Context } from "hono";
import { type Actor, SELLER } from "../../services/inventory/mod.ts";
import type { Env } from "../env.ts";

export function actorOf(c: Context<Env>): Actor {
  const { session } = c.var;
  return session?.kind === "token" ? { kind: "token", name: session.id } : SELLER;
}
