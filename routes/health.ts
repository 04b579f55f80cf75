/**
 * `GET /api/health`: a cheap liveness probe for a monitor, open without a session. It tells nothing personal.
 * `lookups` is the verdict of the last daily check of the market look-ups, `unchecked` before the first one, and
 * `off` while look-ups are not accepted or stopped.
 */
import { Hono } from "hono";
import type { Env } from "./env.ts";
import type { Services } from "./services.ts";

type Needs = Pick<Services, "db" | "jobs" | "lookups" | "version">;

export function healthRoutes({ db, jobs, lookups, version }: Needs): Hono<Env> {
  return new Hono<Env>().get("/", async (c) => {
    c.header("cache-control", "no-store");
    await db.store.get(["health"]);
    const dead = (await jobs.list({ state: "dead", limit: 1 })).length > 0;
    const { on, canary } = await lookups.state();
    return c.json({
      status: "ok",
      version,
      jobs: dead ? "some_failed" : "ok",
      lookups: on ? canary?.verdict ?? "unchecked" : "off",
    });
  });
}
