/** Routes for jobs, saved views, lots and the taxonomy. */
import { Hono } from "hono";
import { z } from "zod";
import { notFound } from "../../services/base/errors.ts";
import { NewLotSchema, SavedViewSchema } from "../../services/inventory/mod.ts";
import { JOB_STATES } from "../../services/jobs/mod.ts";
import { categories, COLOURS, CONDITIONS, sizesFor } from "../../services/taxonomy/mod.ts";
import type { Env } from "../env.ts";
import { describeJob } from "../jobs/job_texts.ts";
import type { Services } from "../services.ts";
import { describe } from "./describe.ts";
import { Id, IdPath, path, query } from "./input.ts";

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
const LotsBody = z.object({ lots: z.array(NewLotSchema.extend({ id: z.string() })) });
const labels = z.record(z.string(), z.string());
const JOBS_MAX = 500;
const JobQuery = z.strictObject({
  state: z.enum(JOB_STATES).optional(),
  /** The item's id. */
  subject: Id.optional(),
  limit: z.coerce.number().int().positive().max(JOBS_MAX).optional(),
});
const SizeQuery = z.strictObject({ category: z.string() });

/** Mounted on `/api/v1`. */
export function jobsLotsTaxonomyApi({ inventory, jobs }: Pick<Services, "inventory" | "jobs">) {
  return new Hono<Env>()
    .get(
      "/jobs",
      describe({ name: "listJobs", topic: "jobs", gives: z.object({ jobs: z.array(JobBody) }) }),
      query(JobQuery),
      async (c) => {
        const found = await jobs.list(c.req.valid("query"));
        return c.json({ jobs: found.map((job) => describeJob(job, c.var.t)) });
      },
    )
    .get(
      "/jobs/:id",
      describe({ name: "getJob", topic: "jobs", gives: JobBody }),
      path(IdPath),
      async (c) => {
        const job = await jobs.get(c.req.valid("param").id);
        if (!job) throw notFound("jobs.not_found");
        return c.json(describeJob(job, c.var.t));
      },
    )
    .delete(
      "/jobs/:id",
      describe({ name: "cancelJob", topic: "jobs" }),
      path(IdPath),
      async (c) => {
        await jobs.cancel(c.req.valid("param").id);
        return c.body(null, 204);
      },
    )
    .get(
      "/views",
      describe({
        name: "listViews",
        topic: "items",
        gives: z.object({ views: z.array(SavedViewSchema) }),
      }),
      async (c) => c.json({ views: await inventory.views.list() }),
    )
    .get(
      "/lots",
      describe({ name: "listLots", topic: "items", gives: LotsBody }),
      async (c) => c.json({ lots: await inventory.lots.list() }),
    )
    .get(
      "/taxonomy/categories",
      describe({
        name: "listCategories",
        topic: "taxonomy",
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
        topic: "taxonomy",
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
        topic: "taxonomy",
        gives: z.object({ conditions: z.array(z.object({ id: z.number().int(), labels })) }),
      }),
      (c) => c.json({ conditions: CONDITIONS }),
    )
    .get(
      "/taxonomy/sizes",
      describe({
        name: "listSizes",
        topic: "taxonomy",
        gives: z.object({ sizes: z.array(z.object({ id: z.number().int(), label: z.string() })) }),
      }),
      query(SizeQuery),
      (c) => {
        const sizes = sizesFor(c.req.valid("query").category);
        return c.json({ sizes: sizes.map(({ id, label }) => ({ id, label })) });
      },
    );
}
