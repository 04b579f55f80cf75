/** The page on which evidence is added by hand. */
import type { Context } from "hono";
import { Button, ButtonLink } from "../../components/button.tsx";
import { Crumbs } from "../../components/crumbs.tsx";
import { SelectField, TextArea, TextField } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { FILE_BYTES_MAX, type Intake } from "../../services/market/mod.ts";
import type { Env } from "../env.ts";
import type { AddState } from "./add_form.ts";
import { CaptureResult } from "./capture_result.tsx";
import { LinkSheet, RefusedLinkSheet, SearchSheet } from "./link.tsx";
import { PASTED_TEXT_CHARS_MAX } from "./pasted.ts";
import { siteOptions } from "../frame/site_options.ts";

const MEGABYTE = 1024 * 1024;
const ACCEPTED = ".csv,.tsv,.txt,.xlsx,.html,.htm,.json,text/csv,text/html,application/json";

export function AddPage({ c, ...state }: AddState & { c: Context<Env> }) {
  const { t } = c.var;
  const { pasted, intakes, refused } = state;
  return (
    <div class="page page--narrow">
      <Crumbs
        label={t("market.way_back")}
        crumbs={[{ href: "/market", label: t("market.title") }]}
      />
      <h1>{t("market.add_title")}</h1>
      {intakes.map((intake) => <Received key={intake.id} c={c} intake={intake} />)}
      {refused && <Notice tone="wrong">{refused}</Notice>}
      {state.wrong === "link" && <RefusedLinkSheet c={c} state={state} />}
      {pasted.items.map((item, at) => (
        <LinkSheet key={item.link.url} c={c} item={item} at={at} state={state} />
      ))}
      {pasted.searches.map((search) => (
        <SearchSheet key={search.text} c={c} search={search} state={state} />
      ))}
      <AddForm c={c} state={state} />
      <Sheet title={t("market.capture_title")}>
        <p>{t("market.capture_lead")}</p>
        <p>
          <ButtonLink href="/market/capture">{t("market.capture_install")}</ButtonLink>
        </p>
      </Sheet>
    </div>
  );
}

function AddForm({ c: { var: { t, locale } }, state: { text, site, error } }: {
  c: Context<Env>;
  state: AddState;
}) {
  return (
    <Sheet title={t("market.add_form")}>
      <form method="post" action="/market/add" enctype="multipart/form-data" class="form">
        <TextArea
          name="text"
          label={t("market.add_links")}
          hint={t("market.add_links_hint")}
          error={error}
          value={text}
          rows={3}
          maxLength={PASTED_TEXT_CHARS_MAX}
          spellcheck={false}
        />
        <SelectField
          name="site"
          label={t("market.add_site")}
          hint={t("market.add_site_hint")}
          options={siteOptions(locale)}
          value={site}
        />
        <TextField
          type="file"
          name="files"
          label={t("market.add_files")}
          hint={t("market.add_files_hint", { max: FILE_BYTES_MAX / MEGABYTE })}
          accept={ACCEPTED}
          multiple
        />
        <Button type="submit" kind="main" icon="plus">{t("market.add")}</Button>
      </form>
    </Sheet>
  );
}

function Received({ c: { var: { t } }, intake }: { c: Context<Env>; intake: Intake }) {
  const { added, again, label, forgotten } = intake;
  const isRead = added + again > 0;
  return (
    <Notice tone={isRead ? "done" : "attention"}>
      <p class="breakable">
        <strong>{label}</strong>
      </p>
      <CaptureResult t={t} intake={intake} />
      {added > 0 && !forgotten && (
        <form method="post" action={`/market/intakes/${intake.id}/forget`}>
          <Button type="submit" icon="undo">{t("common.undo")}</Button>
        </form>
      )}
    </Notice>
  );
}
