/** The list of watches: criteria, state and the count of unseen hits. */
import type { Context } from "hono";
import { ButtonLink } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty_state.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import type { Watch } from "../../services/watches/mod.ts";
import type { Env } from "../env.ts";
import { PauseForm } from "./watch_page.tsx";
import { WatchState } from "./watch_state.tsx";
import { describeWatch } from "./watch_summary.ts";

interface WatchWithCount {
  readonly watch: Watch;
  readonly unseen: number;
}

export function WatchesList({ c, watches, asking, now }: {
  c: Context<Env>;
  watches: readonly WatchWithCount[];
  asking: boolean;
  now: number;
}) {
  const { t } = c.var;
  const newButton = (
    <ButtonLink href="/watches/new" kind="main" icon="plus">{t("watches.new")}</ButtonLink>
  );
  return (
    <div class="page">
      <header class="masthead">
        <h1>{t("watches.title")}</h1>
        {watches.length > 0 && newButton}
      </header>
      {watches.length === 0 && (
        <EmptyState icon="eye" action={newButton}>{t("watches.empty")}</EmptyState>
      )}
      {watches.length > 0 && !asking && (
        <Notice>
          <p>
            {t("watches.not_asking")} <a href="/market/lookups">{t("watches.to_lookups")}</a>
          </p>
        </Notice>
      )}
      {watches.length > 0 && (
        <Sheet>
          <ul class="plain-lines watch-lines">
            {watches.map((one) => <WatchLine key={one.watch.id} c={c} now={now} {...one} />)}
          </ul>
        </Sheet>
      )}
    </div>
  );
}

function WatchLine({ c, watch, unseen, now }: { c: Context<Env>; now: number } & WatchWithCount) {
  return (
    <li data-row>
      <div class="text">
        <p class="name">
          <a href={`/watches/${watch.id}`}>{watch.name}</a>
        </p>
        <p class="small soft">{describeWatch(watch, c.var)}</p>
        <WatchState c={c} watch={watch} now={now} />
        {unseen > 0 && (
          <p>
            <b>{c.var.t("watches.unseen", { count: unseen })}</b>
          </p>
        )}
      </div>
      <PauseForm c={c} watch={watch} />
    </li>
  );
}
