/** How to put the collecting button into a browser, with a key that is good for nothing else. */
import { type Context, Hono } from "hono";
import { Button, ButtonLink } from "../../components/button.tsx";
import { Crumbs } from "../../components/crumbs.tsx";
import { TextField } from "../../components/field.tsx";
import { Island } from "../../components/island.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import CopyButton from "../../islands/CopyButton.tsx";
import { date } from "../../locales/format.ts";
import { originOf } from "../frame/origin.ts";
import { confirmedOnly } from "../access/confirm.tsx";
import { bookmarklet } from "../capture/scripts.ts";
import type { Env } from "../env.ts";
import { page } from "../frame/page.tsx";
import { refusalOf } from "../frame/refusal.ts";
import type { Services } from "../services.ts";
import { hostOf } from "../frame/visitor.ts";

interface Made {
  readonly key?: string;
  readonly refused?: string;
}

export function captureHelpRoutes({ auth, clock }: Pick<Services, "auth" | "clock">): Hono<Env> {
  const show = (c: Context<Env>, made: Made) =>
    page(
      c,
      {
        title: c.var.t("market.capture_title"),
        current: "market",
        ...(made.refused && { status: 400 as const }),
      },
      <CapturePage c={c} made={made} />,
    );

  return new Hono<Env>()
    .get("/", (c) => show(c, {}))
    .post("/", confirmedOnly({ auth }), async (c) => {
      const { t, locale } = c.var;
      const name = t("market.capture_key_name", { when: date(locale, clock.now()) });
      try {
        return show(c, { key: await auth.tokens.create({ name, scopes: ["capture"] }) });
      } catch (error) {
        return show(c, { refused: refusalOf(c, error).sentence });
      }
    });
}

function CapturePage({ c, made: { key, refused } }: { c: Context<Env>; made: Made }) {
  const { t } = c.var;
  return (
    <div class="page page--narrow">
      <Crumbs
        label={t("market.way_back")}
        crumbs={[{ href: "/market", label: t("market.title") }]}
      />
      <h1>{t("market.capture_title")}</h1>
      <p class="lead">{t("market.capture_lead")}</p>
      {refused && <Notice tone="wrong">{refused}</Notice>}
      {key ? <Ready c={c} to={{ base: originOf(c), key }} /> : <MakeKey c={c} />}
      <Sheet title={t("market.capture_what")}>
        <ul class="bullets">
          <li>{t("market.capture_what_shown")}</li>
          <li>{t("market.capture_what_not")}</li>
          <li>{t("market.capture_what_asks")}</li>
        </ul>
      </Sheet>
    </div>
  );
}

function MakeKey({ c }: { c: Context<Env> }) {
  const { t } = c.var;
  return (
    <Sheet title={t("market.capture_make_title")}>
      <p>{t("market.capture_make_lead", { host: hostOf(c) })}</p>
      <form method="post" action="/market/capture">
        <Button type="submit" kind="main" icon="key">{t("market.capture_make")}</Button>
      </form>
      <p>
        <ButtonLink kind="quiet" href="/settings/account#tokens">
          {t("market.capture_keys")}
        </ButtonLink>
      </p>
    </Sheet>
  );
}

function Ready({ c, to }: { c: Context<Env>; to: { base: string; key: string } }) {
  const { t } = c.var;
  const text = bookmarklet(to, t);
  const script = `/capture/vinted-optimizer.user.js?${new URLSearchParams({ key: to.key })}`;
  return (
    <>
      <Notice tone="done">{t("market.capture_ready", { host: hostOf(c) })}</Notice>
      <Sheet title={t("market.capture_by_bookmark")}>
        <p>{t("market.capture_drag")}</p>
        <p>
          <ButtonLink href={text} id="bookmarklet">{t("market.capture_button")}</ButtonLink>
        </p>
        <p>{t("market.capture_phone")}</p>
        <TextField
          name="bookmarklet-text"
          label={t("market.capture_text")}
          value={text}
          readOnly
          spellcheck={false}
        />
        <Island
          of={CopyButton}
          props={{
            text,
            label: t("common.copy"),
            copied: t("common.copied"),
            failed: t("common.copy_failed"),
          }}
        />
        <p class="small soft">{t("market.capture_warning")}</p>
      </Sheet>
      <Sheet title={t("market.capture_by_script")}>
        <p>{t("market.capture_script_lead")}</p>
        <p>
          <ButtonLink href={script} icon="download">{t("market.capture_script_do")}</ButtonLink>
        </p>
      </Sheet>
    </>
  );
}
