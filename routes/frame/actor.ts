/** The actor of a change, as the history shows it. */
import type { Context } from "hono";
import { type Actor, SELLER } from "../../services/inventory/mod.ts";
import type { Env } from "../env.ts";

export function actorOf(c: Context<Env>): Actor {
  const { session } = c.var;
  return session?.kind === "token" ? { kind: "token", name: session.id } : SELLER;
}
