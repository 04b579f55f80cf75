/** Alive or not, for a monitor: cheap, and says nothing that a stranger may not know. */
import { Hono } from "hono";
import type { Env } from "./env.ts";
import type { Services } from "./services.ts";

export function healthRoutes({ db, jobs, version }: Services): Hono<Env> {
  return new Hono<Env>().get("/", async (c) => {
    c.header("cache-control", "no-store");
    await db.store.get(["health"]);
    const dead = (await jobs.list({ state: "dead", limit: 1 })).length > 0;
    return c.json({ status: "ok", version, jobs: dead ? "some_failed" : "ok" });
  });
}
