/** What would become of a table's rows, before anything of it is written. */
import type { Context } from "hono";
import { ButtonLink } from "../../components/button.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { StateBadge, type StateTone } from "../../components/state_badge.tsx";
import { Tag } from "../../components/tag.tsx";
import { money } from "../../locales/format.ts";
import {
  type Conflict,
  CONFLICTS,
  type PlannedRow,
  type Report,
} from "../../services/transfer/mod.ts";
import type { Env } from "../env.ts";
import { factInWords, FACTS_SHOWN } from "../item/words.ts";
import { type ChoiceWords, ConflictField, Decide, type DecideProps } from "./import_decide.tsx";

const ACTION_TONES: Record<PlannedRow["action"], StateTone> = {
  new: "done",
  update: "active",
  skip: "idle",
  refuse: "wrong",
};

const CHOICES_OF: Record<Conflict, ChoiceWords> = {
  same: [
    ["skip", "transfer.choice_skip"],
    ["update", "transfer.choice_update"],
    ["new", "transfer.choice_new"],
  ],
  number: [
    ["new", "transfer.choice_new_number"],
    ["update", "transfer.choice_update"],
    ["skip", "transfer.choice_skip"],
  ],
  alike: [
    ["skip", "transfer.choice_skip"],
    ["update", "transfer.choice_update"],
    ["new", "transfer.choice_new"],
  ],
};

export function TablePreview({ c, value, report }: DecideProps & { report: Report }) {
  const { t } = c.var;
  const { actions, conflicts, unread, preview } = report;
  const met = CONFLICTS.filter((conflict) => conflicts[conflict].count > 0);
  return (
    <div class="page">
      <header class="masthead">
        <h1>{t("transfer.preview_title")}</h1>
        {!value.own && (
          <ButtonLink href={`/import/${value.id}/columns`}>{t("transfer.to_columns")}</ButtonLink>
        )}
      </header>
      <Decide c={c} value={value} summary={t("transfer.summary", { ...actions })}>
        {met.map((conflict) => (
          <ConflictField
            key={conflict}
            c={c}
            value={value}
            conflict={conflict}
            label={t(`transfer.conflict_${conflict}`, { count: conflicts[conflict].count })}
            samples={conflicts[conflict].samples.flatMap(({ known }) => known?.number ?? [])}
            choices={CHOICES_OF[conflict]}
          />
        ))}
      </Decide>
      {unread.length > 0 && (
        <Sheet title={t("transfer.unread_title")}>
          <p class="soft">{t("transfer.unread_intro")}</p>
          <ul>
            {unread.map(({ header, count, samples }) => (
              <li key={header}>
                {t("transfer.unread_count", { count, header, values: samples.join(" · ") })}
              </li>
            ))}
          </ul>
        </Sheet>
      )}
      <Sheet title={value.name}>
        <p class="soft">{t("transfer.preview_first", { count: preview.length })}</p>
        <ul class="plain-lines">
          {preview.map((row) => <PreviewRow key={row.line} c={c} row={row} />)}
        </ul>
      </Sheet>
    </div>
  );
}

function PreviewRow({ c: { var: { t, locale } }, row }: { c: Context<Env>; row: PlannedRow }) {
  const { item: { facts = {}, number, price, box, note }, unread, action, line } = row;
  const known = FACTS_SHOWN.flatMap((name) => factInWords(facts, name, { t, locale }) ?? []);
  const fields = [price && money(locale, price), box && t("transfer.labels_box", { box })];
  return (
    <li>
      <div class="grow">
        <p class="small soft">{`${t("transfer.line")} ${line}`}</p>
        <p>
          {number !== undefined && !row.met && <Tag number={number} />}{" "}
          {[...known, ...fields.filter(Boolean)].join(" · ") || note}
        </p>
        {unread.map(({ header, text }) => (
          <p key={header} class="small">
            <StateBadge tone="attention">{t("transfer.unread_mark")}</StateBadge>{" "}
            {`${header}: ${text}`}
          </p>
        ))}
      </div>
      <StateBadge tone={ACTION_TONES[action]}>{t(`transfer.action_${action}`)}</StateBadge>
    </li>
  );
}
