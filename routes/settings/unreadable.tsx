/** Records that the app cannot read: which, why, and what one can do. They stay in the store as they are. */
import { type Context, Hono } from "hono";
import { Button, ButtonLink } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty_state.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { StateBadge } from "../../components/state_badge.tsx";
import type { MessageKey } from "../../locales/mod.ts";
import {
  type RawRecord,
  UNREADABLE_CAUSES,
  type UnreadableCause,
} from "../../services/store/mod.ts";
import type { Env } from "../env.ts";
import { flash } from "../frame/flash.ts";
import { page } from "../frame/page.tsx";
import { limitSmallForms } from "../forms/body_limit.ts";
import type { Services } from "../services.ts";

const PATH = "/settings/unreadable";
/** Most records shown for each cause; the download has all of them. */
const SHOWN_MAX = 50;

/** Names of collections that matter to the owner. */
const NAMES: Readonly<Record<string, MessageKey>> = {
  items: "unreadable.of_items",
  item_history: "unreadable.of_history",
  lots: "unreadable.of_lots",
  photos: "unreadable.of_photos",
  albums: "unreadable.of_photos",
  listing_draft: "unreadable.of_drafts",
  market_sightings: "unreadable.of_market",
  watches: "unreadable.of_watches",
  job: "unreadable.of_jobs",
  session: "unreadable.of_access",
  api_token: "unreadable.of_access",
  passkey: "unreadable.of_access",
  owner: "unreadable.of_access",
  letter: "unreadable.of_webhooks",
};

/** Mounted on `/settings/unreadable`. */
export function unreadableRoutes({ db, clock }: Pick<Services, "db" | "clock">): Hono<Env> {
  const records = () => Promise.all(db.unreadable.list().map(db.raw));
  return new Hono<Env>()
    .use(limitSmallForms)
    .get("/", async (c) => {
      const setAside = await Array.fromAsync(db.setAside());
      const title = c.var.t("unreadable.title");
      const body = <UnreadablePage c={c} records={await records()} setAside={setAside.length} />;
      return page(c, { title, current: "settings" }, body);
    })
    .post("/check", async (c) => {
      await db.checkAll();
      flash(c, "unreadable.checked", { count: db.unreadable.list().length });
      return c.redirect(PATH, 303);
    })
    .get("/records.json", async (c) => {
      const day = new Date(clock.now()).toISOString().slice(0, "2026-01-15".length);
      const file = {
        records: await records(),
        setAside: await Array.fromAsync(db.setAside()),
      };
      return c.body(JSON.stringify(file, null, 2), 200, {
        "content-type": "application/json",
        "content-disposition": `attachment; filename="unreadable-${day}.json"`,
        "cache-control": "no-store",
      });
    });
}

interface UnreadablePageProps {
  c: Context<Env>;
  records: readonly RawRecord[];
  setAside: number;
}

function UnreadablePage({ c, records, setAside }: UnreadablePageProps) {
  const { t } = c.var;
  return (
    <div class="page page--narrow">
      <header class="masthead">
        <h1>{t("unreadable.title")}</h1>
      </header>
      <p>{t("unreadable.intro")}</p>
      {records.length === 0 && <EmptyState icon="check">{t("unreadable.none")}</EmptyState>}
      {UNREADABLE_CAUSES.map((cause) => (
        <CauseSheet
          key={cause}
          c={c}
          cause={cause}
          records={records.filter((record) => record.cause === cause)}
        />
      ))}
      {setAside > 0 && <Notice>{t("unreadable.set_aside", { count: setAside })}</Notice>}
      <div class="row">
        <form method="post" action={`${PATH}/check`}>
          <Button type="submit" kind="main">{t("unreadable.check")}</Button>
        </form>
        {records.length + setAside > 0 && (
          <ButtonLink href={`${PATH}/records.json`} icon="download" download>
            {t("unreadable.download")}
          </ButtonLink>
        )}
      </div>
      <p class="hint">{t("unreadable.check_hint")}</p>
    </div>
  );
}

interface CauseSheetProps extends Pick<UnreadablePageProps, "c" | "records"> {
  cause: UnreadableCause;
}

function CauseSheet({ c: { var: { t } }, cause, records }: CauseSheetProps) {
  if (records.length === 0) return null;
  const more = records.length - SHOWN_MAX;
  return (
    <Sheet
      id={cause}
      title={t(`unreadable.${cause}`)}
      action={
        <StateBadge tone="wrong">{t("unreadable.count", { count: records.length })}</StateBadge>
      }
    >
      <p>{t(`unreadable.${cause}_help`)}</p>
      <ul class="plain-lines">
        {records.slice(0, SHOWN_MAX).map((record) => (
          <li key={`${record.collection} ${record.id}`}>
            <div class="grow">
              <p>{nameOf(record, t)}</p>
              <p class="small soft">{`${record.collection} ${record.id}: ${record.detail}`}</p>
            </div>
          </li>
        ))}
      </ul>
      {more > 0 && <p class="soft">{t("unreadable.more", { count: more })}</p>}
    </Sheet>
  );
}

function nameOf(record: RawRecord, t: Context<Env>["var"]["t"]): string {
  const number = numberIn(record);
  if (record.collection === "items" && number !== null) return t("unreadable.item", { number });
  return t(NAMES[record.collection] ?? "unreadable.of_other");
}

/** An item's number can often be read where the rest cannot: it is on the label. */
function numberIn({ value }: RawRecord): number | null {
  const data = isObject(value) ? value.d : null;
  return isObject(data) && typeof data.number === "number" ? data.number : null;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
