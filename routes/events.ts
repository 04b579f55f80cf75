/** Server-sent events: what the jobs are doing, live, for the pages that show it. */
import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import type { T } from "../locales/mod.ts";
import type { Job } from "../services/jobs/mod.ts";
import type { Env } from "./env.ts";
import type { JobRevision } from "./jobs/job_revision.ts";
import { describeJob } from "./jobs/job_texts.ts";
import type { Services } from "./services.ts";

/** Keeps proxies and sleeping phones from taking a quiet stream for a dead one. */
const HEARTBEAT_MS = 20_000;
/** A reader this far behind is let go; its page reconnects and reads the present state. */
const QUEUE_MAX = 500;
const UNDER_WAY = ["waiting", "running", "failed"] as const;

interface Needs extends Pick<Services, "jobs" | "closing"> {
  readonly jobsRevision: JobRevision;
}

/**
 * `/events?subject=ITEM`: an event `job` with the job in words for each change of one. It begins with `hello`,
 * whose data differs from the page's revision if a job has ended since, and with the jobs that are under way.
 */
export function eventRoutes({ jobs, jobsRevision, closing }: Needs): Hono<Env> {
  return new Hono<Env>().get("/", (c) => {
    const { subject } = c.req.query();
    return streamSSE(c, async (stream) => {
      const queue = followJobs(jobs, subject);
      const leave = () => queue.end();
      stream.onAbort(leave);
      closing.addEventListener("abort", leave, { once: true });
      try {
        await stream.writeSSE({ event: "hello", data: jobsRevision() });
        for (const job of await underWay(jobs, subject)) {
          await stream.writeSSE(event(job, c.var.t));
        }
        for await (const job of queue) await stream.writeSSE(event(job, c.var.t));
      } finally {
        queue.end();
        closing.removeEventListener("abort", leave);
      }
    });
  });
}

async function underWay(jobs: Services["jobs"], subject: string | undefined): Promise<Job[]> {
  const found = await Promise.all(
    UNDER_WAY.map((state) => jobs.list({ state, ...(subject && { subject }) })),
  );
  return found.flat();
}

function event(job: Job | null, t: T): { event: string; data: string } {
  if (!job) return { event: "beat", data: "" };
  return { event: "job", data: JSON.stringify(describeJob(job, t)) };
}

interface Queue extends AsyncIterable<Job | null> {
  end(): void;
}

/** Yields each change, and `null` when nothing changed for a while; ends for who cannot keep up. */
function followJobs(jobs: Services["jobs"], subject: string | undefined): Queue {
  const waiting: Job[] = [];
  let open = true;
  let wake = () => {};
  const stopListening = jobs.onUpdate((job) => {
    if (subject && job.subject !== subject) return;
    waiting.push(job);
    if (waiting.length > QUEUE_MAX) open = false;
    wake();
  });
  return {
    end() {
      open = false;
      stopListening();
      wake();
    },
    async *[Symbol.asyncIterator]() {
      while (open) {
        if (waiting.length === 0) await somethingOrBeat((resolve) => wake = resolve);
        if (open) yield waiting.shift() ?? null;
      }
    },
  };
}

async function somethingOrBeat(onWake: (resolve: () => void) => void): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, HEARTBEAT_MS);
  onWake(resolve);
  await promise;
  clearTimeout(timer);
}
