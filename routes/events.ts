/** Server-sent events: what the jobs are doing, live, for the pages that show it. */
import { Hono } from "hono";
import { streamSSE } from "hono/streaming";
import type { T } from "../locales/mod.ts";
import type { Job } from "../services/jobs/mod.ts";
import type { Env } from "./env.ts";
import { sayJob } from "./jobs/job_words.ts";
import type { Services } from "./services.ts";

/** Keeps proxies and sleeping phones from taking a quiet stream for a dead one. */
const HEARTBEAT_MS = 20_000;
/** A reader this far behind is let go; its page reconnects and reads the present state. */
const QUEUE_MAX = 500;
/** A page shows fewer. */
const KNOWN_MAX = 200;
const UNDER_WAY = ["waiting", "running", "failed"] as const;

type Needs = Pick<Services, "jobs" | "closing">;

/**
 * `/events?subject=ITEM&known=ID`: an event `job` with the job in words for each change of one. It begins with
 * what is under way and how the known ones stand, since they may have ended before the page could listen.
 */
export function eventRoutes({ jobs, closing }: Needs): Hono<Env> {
  return new Hono<Env>().get("/", (c) => {
    const { subject } = c.req.query();
    const known = c.req.queries("known") ?? [];
    return streamSSE(c, async (stream) => {
      const queue = followJobs(jobs, subject);
      const leave = () => queue.end();
      stream.onAbort(leave);
      closing.addEventListener("abort", leave, { once: true });
      try {
        await stream.writeSSE({ event: "hello", data: "" });
        for (const job of await present(jobs, subject, known)) {
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

async function present(
  jobs: Services["jobs"],
  subject: string | undefined,
  known: readonly string[],
): Promise<Job[]> {
  const active = await Promise.all(
    UNDER_WAY.map((state) => jobs.list({ state, ...(subject && { subject }) })),
  );
  const asked = await Promise.all(known.slice(0, KNOWN_MAX).map((id) => jobs.get(id)));
  const found = [...active.flat(), ...asked.filter((job) => job !== null)];
  return [...new Map(found.map((job) => [job.id, job])).values()];
}

function event(job: Job | null, t: T): { event: string; data: string } {
  if (!job) return { event: "beat", data: "" };
  return { event: "job", data: JSON.stringify(sayJob(job, t)) };
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
