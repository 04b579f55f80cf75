/** An import under way, and what became of it. */
import type { Context } from "hono";
import { Button, ButtonLink } from "../../components/button.tsx";
import { Island } from "../../components/island.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import LiveJobs from "../../islands/LiveJobs.tsx";
import type { Job } from "../../services/jobs/mod.ts";
import type { Import } from "../../services/transfer/mod.ts";
import type { Env } from "../env.ts";
import { describeJob } from "../jobs/job_texts.ts";
import { liveJobs } from "../jobs/live_jobs.ts";

interface Props {
  c: Context<Env>;
  value: Import;
}

export function ImportProgress({ c, value, job }: Props & { job: Job | null }) {
  const { t } = c.var;
  const stopped = job?.state === "dead" || job?.state === "cancelled" ? job : null;
  const live = liveJobs(c, job && !stopped ? [job] : [], {
    source: `/import/${value.id}`,
    subject: value.id,
  });
  return (
    <div class="page page--narrow">
      <header class="masthead">
        <h1>{value.name}</h1>
      </header>
      {stopped
        ? (
          <Sheet>
            <Notice tone="wrong">
              {t("transfer.running_stopped")} {describeJob(stopped, t).message}
            </Notice>
            <form method="post" action={`/jobs/${stopped.id}/retry`}>
              <Button type="submit" kind="main">{t("common.retry")}</Button>
            </form>
            {value.state === "running" && <Undo c={c} id={value.id} />}
          </Sheet>
        )
        : (
          <Sheet>
            <p class="soft">{t("transfer.running_hint")}</p>
            <Island of={LiveJobs} props={live} />
          </Sheet>
        )}
    </div>
  );
}

export function ImportResult({ c, value }: Props) {
  const { t } = c.var;
  const { id, name, state, outcome } = value;
  return (
    <div class="page page--narrow">
      <header class="masthead">
        <h1>{name}</h1>
      </header>
      <Sheet title={t(state === "undone" ? "transfer.import_undone" : "transfer.result_title")}>
        {state === "undone" && <p>{t("transfer.undone_text")}</p>}
        {outcome && <Counts c={c} outcome={outcome} />}
        <div class="row">
          <ButtonLink href="/items" kind="main" icon="wardrobe">
            {t("transfer.see_items")}
          </ButtonLink>
          {outcome && outcome.refused > 0 && value.plan && (
            <ButtonLink href={`/import/${id}/refused.csv`} icon="download" download>
              {t("transfer.refused_download")}
            </ButtonLink>
          )}
        </div>
        {outcome && outcome.refused > 0 && <p class="small soft">{t("transfer.refused_hint")}</p>}
      </Sheet>
      {state === "done" && (
        <Sheet>
          <Undo c={c} id={id} />
        </Sheet>
      )}
    </div>
  );
}

function Counts({ c: { var: { t } }, outcome }: {
  c: Context<Env>;
  outcome: NonNullable<Import["outcome"]>;
}) {
  const { created, updated, skipped, refused, photosMissing, leftOut = 0 } = outcome;
  return (
    <ul>
      <li>{t("transfer.result_created", { count: created })}</li>
      {updated > 0 && <li>{t("transfer.result_updated", { count: updated })}</li>}
      {skipped > 0 && <li>{t("transfer.result_skipped", { count: skipped })}</li>}
      {refused > 0 && <li>{t("transfer.result_refused", { count: refused })}</li>}
      {leftOut > 0 && <li>{t("transfer.result_left_out", { count: leftOut })}</li>}
      {photosMissing > 0 && <li>{t("transfer.result_photos_missing", { count: photosMissing })}
      </li>}
    </ul>
  );
}

function Undo({ c: { var: { t } }, id }: { c: Context<Env>; id: string }) {
  return (
    <form method="post" action={`/import/${id}/undo`} class="stack">
      <p class="soft">{t("transfer.undo_hint")}</p>
      <Button type="submit" icon="undo">{t("transfer.undo")}</Button>
    </form>
  );
}
