/** The page with the form of a new watch, which a pasted link can fill, or of an existing one. */
import type { Context } from "hono";
import { Button } from "../../components/button.tsx";
import { Crumbs } from "../../components/crumbs.tsx";
import { TextField } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { PASTED_CHARS_MAX, unknownFilters } from "../../services/marketplace/mod.ts";
import type { Trial, Watch } from "../../services/watches/mod.ts";
import type { Env } from "../env.ts";
import type { Refusal } from "../frame/refusal.ts";
import { UnknownFilters } from "../market/unknown_filters.tsx";
import type { WatchFields } from "./form_fields.ts";
import { WatchForm } from "./form.tsx";
import { isOfField } from "./form_props.ts";
import { TrialResult } from "./watch_page.tsx";

interface WatchFormPageProps {
  readonly c: Context<Env>;
  readonly fields: WatchFields;
  /** The watch that is edited; absent for a new one. */
  readonly watch?: Watch | undefined;
  readonly refusal?: Refusal | undefined;
  readonly trial?: Trial | undefined;
  readonly pasted?: string | undefined;
  /** Whether the pasted link could be read; absent when none was pasted. */
  readonly link?: "read" | "unread" | undefined;
}

export function WatchFormPage(props: WatchFormPageProps) {
  const { c, fields, watch, refusal, trial } = props;
  const { t } = c.var;
  const title = watch ? t("watches.edit_title", { name: watch.name }) : t("watches.new");
  return (
    <div class="page page--narrow">
      <header class="stack">
        <Crumbs
          label={t("watches.way_back")}
          crumbs={[{ href: "/watches", label: t("watches.title") }]}
        />
        <h1>{title}</h1>
      </header>
      {!watch && <FromLink {...props} />}
      {refusal && !isOfField(refusal) && (
        <Notice tone="wrong">
          <p>{refusal.sentence}</p>
        </Notice>
      )}
      {trial && (
        <Sheet title={t("watches.try")}>
          <TrialResult c={c} trial={trial} />
        </Sheet>
      )}
      <WatchForm
        c={c}
        fields={fields}
        refusal={refusal}
        action={watch ? `/watches/${watch.id}` : "/watches"}
        submit={watch ? t("common.save") : t("watches.create")}
      />
    </div>
  );
}

function FromLink({ c, pasted = "", link }: WatchFormPageProps) {
  const { t } = c.var;
  return (
    <Sheet title={t("watches.from_link")}>
      <form action="/watches/new" class="form">
        <TextField
          name="link"
          label={t("watches.link")}
          hint={t("watches.link_hint")}
          error={link === "unread" ? t("watches.link_unread") : undefined}
          value={pasted}
          inputMode="url"
          maxLength={PASTED_CHARS_MAX}
          required
        />
        <Button type="submit" icon="down">{t("watches.read_link")}</Button>
      </form>
      {link === "read" && (
        <Notice tone="done">
          <p>{t("watches.link_read")}</p>
        </Notice>
      )}
      {link === "read" && <UnknownFilters c={c} names={unknownFilters(pasted)} />}
    </Sheet>
  );
}
