/** The page of jobs: active and ended ones, with buttons to cancel and retry. */
import { type Context, Hono } from "hono";
import { Button } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty_state.tsx";
import { Island } from "../../components/island.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { StateBadge, type StateTone } from "../../components/state_badge.tsx";
import LiveJobs from "../../islands/LiveJobs.tsx";
import { ago } from "../../locales/format.ts";
import type { Job, JobState } from "../../services/jobs/mod.ts";
import type { Env } from "../env.ts";
import { describeJob } from "./job_texts.ts";
import { liveJobs } from "./live_jobs.ts";
import { page } from "../frame/page.tsx";
import type { Services } from "../services.ts";

const SHOWN_MAX = 100;
const TONES: Record<JobState, StateTone> = {
  waiting: "idle",
  running: "active",
  done: "done",
  failed: "attention",
  dead: "wrong",
  cancelled: "idle",
};
const hasEnded = ({ state }: Job) => /^(done|dead|cancelled)$/.test(state);

export function jobRoutes({ jobs, clock }: Pick<Services, "jobs" | "clock">): Hono<Env> {
  return new Hono<Env>()
    .get("/", async (c) => {
      const { t } = c.var;
      const all = await jobs.list({ limit: SHOWN_MAX });
      const body = (
        <div class="page">
          <header class="masthead">
            <h1>{t("jobs.title")}</h1>
          </header>
          <ActiveJobs c={c} jobs={all.filter((job) => !hasEnded(job))} />
          <EndedJobs c={c} jobs={all.filter(hasEnded)} now={clock.now()} />
        </div>
      );
      return page(c, { title: t("jobs.title"), current: "settings" }, body);
    })
    .post("/:id/cancellation", async (c) => {
      await jobs.cancel(c.req.param("id"));
      return c.redirect(backTo(c), 303);
    })
    .post("/:id/retry", async (c) => {
      await jobs.retry(c.req.param("id"));
      return c.redirect(backTo(c), 303);
    });
}

interface Props {
  c: Context<Env>;
  jobs: readonly Job[];
}

function ActiveJobs({ c, jobs }: Props) {
  const live = liveJobs(c, jobs, { source: "/jobs" });
  const { t } = c.var;
  return (
    <>
      {jobs.length === 0 && <EmptyState icon="jobs">{t("jobs.empty")}</EmptyState>}
      <Island of={LiveJobs} props={live} />
    </>
  );
}

function EndedJobs({ c: { var: { t, locale } }, jobs, now }: Props & { now: number }) {
  if (jobs.length === 0) return null;
  return (
    <Sheet title={t("jobs.ended")}>
      <ul class="plain-lines">
        {jobs.map((job) => {
          const { title, stateWord, message } = describeJob(job, t);
          return (
            <li key={job.id}>
              <div class="grow">
                <p>{title}</p>
                {message && <p class="small soft">{message}</p>}
              </div>
              <StateBadge tone={TONES[job.state]}>{stateWord}</StateBadge>
              <span class="small soft">{ago(locale, job.finishedAt ?? job.createdAt, now)}</span>
              {job.state !== "done" && (
                <form method="post" action={`/jobs/${job.id}/retry`}>
                  <Button type="submit" kind="quiet">{t("jobs.retry")}</Button>
                </form>
              )}
            </li>
          );
        })}
      </ul>
    </Sheet>
  );
}

/** The referring page of this app, or the page of jobs. */
function backTo(c: Context<Env>): string {
  const from = c.req.header("referer");
  const host = c.req.header("host");
  if (!from || !URL.canParse(from)) return "/jobs";
  const url = new URL(from);
  return url.host === host ? url.pathname + url.search : "/jobs";
}
