/** Routes for the evidence: its size, its market listings, and captures that are added and removed. */
import { Hono } from "hono";
import { captureLimit, storeCapture } from "../capture/store_capture.ts";
import type { Env } from "../env.ts";
import type { Services } from "../services.ts";
import { describe } from "./describe.ts";
import { body, IdPath, path, query } from "./input.ts";
import {
  CaptureBody,
  IntakeBody,
  IntakesBody,
  IntakesQuery,
  SightingsBody,
  SightingsQuery,
  SummaryBody,
} from "./market_bodies.ts";

const topic = "market";

type Needs = Pick<Services, "clock" | "evidence" | "intakes" | "captured">;

/** Mounted on `/api/v1/market`. */
export function marketApi({ clock, evidence, intakes, captured }: Needs) {
  return new Hono<Env>()
    .get(
      "/",
      describe({ name: "marketSummary", topic, gives: SummaryBody }),
      (c) => c.json(evidence.summary()),
    )
    .get(
      "/sightings",
      describe({ name: "listSightings", topic, gives: SightingsBody }),
      query(SightingsQuery),
      async (c) => c.json(await evidence.sightings(c.req.valid("query"))),
    )
    .get(
      "/intakes",
      describe({ name: "listIntakes", topic, gives: IntakesBody }),
      query(IntakesQuery),
      async (c) => c.json({ intakes: await intakes.list(c.req.valid("query").limit) }),
    )
    .post(
      "/intakes",
      describe({ name: "takeCapture", topic, gives: IntakeBody, status: 201, tells: ["location"] }),
      captureLimit(),
      body(CaptureBody),
      async (c) => {
        const intake = await storeCapture({ clock, intakes, captured }, c.req.valid("json"));
        return c.json(intake, 201, { location: `/api/v1/market/intakes/${intake.id}` });
      },
    )
    .get(
      "/intakes/:id",
      describe({ name: "getIntake", topic, gives: IntakeBody }),
      path(IdPath),
      async (c) => c.json(await intakes.get(c.req.valid("param").id)),
    )
    .delete(
      "/intakes/:id",
      describe({ name: "forgetIntake", topic, gives: IntakeBody }),
      path(IdPath),
      async (c) => c.json(await intakes.forget(c.req.valid("param").id)),
    )
    .post(
      "/intakes/:id/restore",
      describe({ name: "rememberIntake", topic, gives: IntakeBody }),
      path(IdPath),
      async (c) => c.json(await intakes.remember(c.req.valid("param").id)),
    );
}
