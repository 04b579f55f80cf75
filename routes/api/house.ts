/** What is not an item: jobs, kept searches, lots, and the vocabulary. */
import { Hono } from "hono";
import { z } from "zod";
import { notFound } from "../../services/errors.ts";
import { SavedViewSchema } from "../../services/inventory/mod.ts";
import { JOB_STATES } from "../../services/jobs/mod.ts";
import { categories, COLOURS, CONDITIONS, sizesFor } from "../../services/taxonomy/mod.ts";
import type { Env } from "../env.ts";
import { sayJob } from "../job_words.ts";
import type { Services } from "../services.ts";
import { describe, IdPath, path, query } from "./describe.ts";

const JobBody = z.object({
  id: z.string(),
  kind: z.string(),
  /** The item's id. */
  subject: z.string().optional(),
  title: z.string(),
  state: z.enum(JOB_STATES),
  stateWord: z.string(),
  done: z.number(),
  total: z.number(),
  message: z.string(),
}).meta({ ref: "Job" });
const LotsBody = z.object({
  lots: z.array(z.object({
    id: z.string(),
    name: z.string(),
    boughtOn: z.string().optional(),
    cost: z.object({ cents: z.number().int(), currency: z.string() }).optional(),
  })),
});
const labels = z.record(z.string(), z.string());
const JobQuery = z.object({ state: z.enum(JOB_STATES).optional(), subject: z.string().optional() });
const SizeQuery = z.object({ category: z.string() });

/** Mounted on `/api/v1`. */
export function houseApi({ inventory, jobs }: Pick<Services, "inventory" | "jobs">) {
  return new Hono<Env>()
    .get(
      "/jobs",
      describe({
        name: "listJobs",
        summary: "What the house does and did, newest first",
        tag: "jobs",
        gives: z.object({ jobs: z.array(JobBody) }),
      }),
      query(JobQuery),
      async (c) => {
        const found = await jobs.list(c.req.valid("query"));
        return c.json({ jobs: found.map((job) => sayJob(job, c.var.t)) });
      },
    )
    .get(
      "/jobs/:id",
      describe({ name: "getJob", summary: "One job", tag: "jobs", gives: JobBody }),
      path(IdPath),
      async (c) => {
        const job = await jobs.get(c.req.param("id"));
        if (!job) throw notFound("jobs.not_found");
        return c.json(sayJob(job, c.var.t));
      },
    )
    .delete(
      "/jobs/:id",
      describe({ name: "cancelJob", summary: "Stop a job", tag: "jobs" }),
      path(IdPath),
      async (c) => {
        await jobs.cancel(c.req.param("id"));
        return c.body(null, 204);
      },
    )
    .get(
      "/views",
      describe({
        name: "listViews",
        summary: "Kept searches",
        tag: "items",
        gives: z.object({ views: z.array(SavedViewSchema) }),
      }),
      async (c) => c.json({ views: await inventory.views.list() }),
    )
    .get(
      "/lots",
      describe({
        name: "listLots",
        summary: "Things bought together",
        tag: "items",
        gives: LotsBody,
      }),
      async (c) => c.json({ lots: await inventory.lots.list() }),
    )
    .get(
      "/taxonomy/categories",
      describe({
        name: "listCategories",
        summary: "Categories, each after its parent",
        tag: "taxonomy",
        gives: z.object({
          categories: z.array(z.object({
            key: z.string(),
            parent: z.string().nullable(),
            labels,
            vintedId: z.number().int().optional(),
            leaf: z.boolean(),
          })),
        }),
      }),
      (c) =>
        c.json({
          categories: categories().map(({ key, parent, labels, vintedId, leaf }) => ({
            key,
            parent,
            labels,
            vintedId,
            leaf,
          })),
        }),
    )
    .get(
      "/taxonomy/colours",
      describe({
        name: "listColours",
        summary: "Colours",
        tag: "taxonomy",
        gives: z.object({
          colours: z.array(z.object({ id: z.number().int(), key: z.string(), labels })),
        }),
      }),
      (c) => c.json({ colours: COLOURS.map(({ id, key, labels }) => ({ id, key, labels })) }),
    )
    .get(
      "/taxonomy/conditions",
      describe({
        name: "listConditions",
        summary: "Conditions, best first",
        tag: "taxonomy",
        gives: z.object({ conditions: z.array(z.object({ id: z.number().int(), labels })) }),
      }),
      (c) => c.json({ conditions: CONDITIONS }),
    )
    .get(
      "/taxonomy/sizes",
      describe({
        name: "listSizes",
        summary: "The sizes of a category",
        tag: "taxonomy",
        gives: z.object({ sizes: z.array(z.object({ id: z.number().int(), label: z.string() })) }),
      }),
      query(SizeQuery),
      (c) => {
        const sizes = sizesFor(c.req.valid("query").category);
        return c.json({ sizes: sizes.map(({ id, label }) => ({ id, label })) });
      },
    );
}
