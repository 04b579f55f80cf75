/** The terms that the owner accepts before the first look-up, and can read again after. */
import type { Context } from "hono";
import { Button } from "../../components/button.tsx";
import { CheckField } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { date } from "../../locales/format.ts";
import type { MessageKey, T } from "../../locales/mod.ts";
import { type LookupState, TERMS_VERSION } from "../../services/lookups/mod.ts";
import type { Env } from "../env.ts";

type C = { readonly c: Context<Env> };

const DOES = [
  "lookups.what_anonymous",
  "lookups.what_few",
  "lookups.what_home",
  "lookups.what_stops",
] as const;
const NEVER = [
  "lookups.never_account",
  "lookups.never_disguise",
  "lookups.never_people",
] as const;
const RISK = ["lookups.risk_house", "lookups.risk_account"] as const;

export function TermsSheet({ c, state, unread }: C & { state: LookupState; unread: boolean }) {
  const { t } = c.var;
  return (
    <Sheet title={t("lookups.terms")}>
      <div class="stack stack--wide">
        <Terms t={t} />
        {!state.browser && <Notice>{t("lookups.browser_none")}</Notice>}
        <form method="post" action="/market/lookups/acceptance" class="form">
          <input type="hidden" name="version" value={TERMS_VERSION} />
          <CheckField name="read" label={t("lookups.accept_check")} />
          {unread && <p class="error" role="alert">{t("lookups.accept_first")}</p>}
          <Button type="submit" kind="main">{t("lookups.accept")}</Button>
        </form>
      </div>
    </Sheet>
  );
}

export function AcceptedSheet({ c, accepted }: C & {
  accepted: NonNullable<LookupState["accepted"]>;
}) {
  const { t, locale } = c.var;
  return (
    <Sheet title={t("lookups.terms_again")}>
      <p>{t("lookups.accepted_on", { date: date(locale, accepted.at) })}</p>
      <details class="lookup-terms">
        <summary>{t("lookups.terms_say")}</summary>
        <Terms t={t} />
      </details>
      <form method="post" action="/market/lookups/acceptance/removal" class="stack">
        <p class="hint">{t("lookups.revoke_hint")}</p>
        <div>
          <Button type="submit">{t("lookups.revoke")}</Button>
        </div>
      </form>
    </Sheet>
  );
}

function Terms({ t }: { t: T }) {
  return (
    <div class="stack stack--wide">
      <section class="stack">
        <h3>{t("lookups.terms_say")}</h3>
        <p>{t("lookups.terms_say_lead")}</p>
        {/* The clauses are quoted in their original language. */}
        <blockquote class="clause" lang="en">{t("lookups.terms_clause_tools")}</blockquote>
        <blockquote class="clause" lang="en">{t("lookups.terms_clause_scrape")}</blockquote>
        <p class="small soft">{t("lookups.terms_source")}</p>
      </section>
      <Points t={t} title="lookups.what" points={DOES} />
      <Points t={t} title="lookups.never" points={NEVER} />
      <Points t={t} title="lookups.risk" points={RISK} />
    </div>
  );
}

function Points({ t, title, points }: {
  t: T;
  title: MessageKey;
  points: readonly MessageKey[];
}) {
  return (
    <section class="stack">
      <h3>{t(title)}</h3>
      <ul class="points">
        {points.map((point) => <li key={point}>{t(point)}</li>)}
      </ul>
    </section>
  );
}
