/** What would become of a file, before anything of it is written. */
import type { Context } from "hono";
import type { ComponentChildren } from "preact";
import { Button, ButtonLink } from "../../components/button.tsx";
import { RadioField } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { StateBadge, type StateTone } from "../../components/state_badge.tsx";
import { Tag } from "../../components/tag.tsx";
import { money } from "../../locales/format.ts";
import type { MessageKey } from "../../locales/mod.ts";
import {
  type Choice,
  type Conflict,
  CONFLICTS,
  type CopyReport,
  type Import,
  type PlannedRow,
  type Report,
} from "../../services/transfer/mod.ts";
import type { Env } from "../env.ts";
import { factInWords, FACTS_SHOWN } from "../item/words.ts";

interface Props {
  c: Context<Env>;
  value: Import;
}

const ACTION_TONES: Record<PlannedRow["action"], StateTone> = {
  new: "done",
  update: "active",
  skip: "idle",
  refuse: "wrong",
};

export function TablePreview({ c, value, report }: Props & { report: Report }) {
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

type ChoiceWords = readonly (readonly [Choice, MessageKey])[];

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
const COPY_CHOICES: Record<"same" | "number", ChoiceWords> = {
  same: [["skip", "transfer.choice_skip"], ["update", "transfer.choice_copy_update"]],
  number: [["new", "transfer.choice_new_number"], ["skip", "transfer.choice_skip"]],
};

export function CopyPreview({ c, value, report }: Props & { report: CopyReport }) {
  const { t } = c.var;
  const { items, photos, trashed, photosMissing } = report;
  return (
    <div class="page page--narrow">
      <header class="masthead">
        <h1>{value.name}</h1>
      </header>
      <Decide c={c} value={value} summary={t("transfer.copy_items", { count: items, photos })}>
        {trashed > 0 && <p class="soft">{t("transfer.copy_trashed", { count: trashed })}</p>}
        {photosMissing > 0 && (
          <Notice>{t("transfer.copy_photos_missing", { count: photosMissing })}</Notice>
        )}
        {(["same", "number"] as const).filter((name) => report[name].count > 0).map((name) => (
          <ConflictField
            key={name}
            c={c}
            value={value}
            conflict={name}
            label={t(name === "same" ? "transfer.copy_same" : "transfer.conflict_number", {
              count: report[name].count,
            })}
            samples={report[name].samples.map(({ number }) => number)}
            choices={COPY_CHOICES[name]}
          />
        ))}
      </Decide>
    </div>
  );
}

/** What is decided goes along with the start; the conflicts that do not occur keep what was decided. */
function Decide({ c: { var: { t } }, value, summary, children }: Props & {
  summary: string;
  children: ComponentChildren;
}) {
  const action = `/import/${value.id}`;
  return (
    <Sheet>
      <form method="post" action={`${action}/start`} class="form">
        <p>
          <b>{summary}</b>
        </p>
        {children}
        <div class="row">
          <Button type="submit" kind="main" icon="check">{t("transfer.start")}</Button>
          {isShown(children) && (
            <Button type="submit" formAction={`${action}/decisions`}>
              {t("transfer.recount")}
            </Button>
          )}
        </div>
      </form>
      <form method="post" action={`${action}/discard`}>
        <Button type="submit" kind="quiet">{t("transfer.discard")}</Button>
      </form>
    </Sheet>
  );
}

const isShown = (children: unknown) => !Array.isArray(children) || children.length > 0;

function ConflictField({ c: { var: { t } }, value, conflict, label, samples, choices }: Props & {
  conflict: Conflict;
  label: string;
  samples: readonly number[];
  choices: ChoiceWords;
}) {
  return (
    <div class="stack">
      <RadioField
        name={conflict}
        label={label}
        options={choices.map(([value, key]) => ({ value, label: t(key) }))}
        value={value.decisions[conflict]}
      />
      {samples.length > 0 && (
        <p class="row small">
          {samples.map((number) => (
            <a
              key={number}
              href={`/items/${number}`}
              aria-label={t("transfer.see_item", { number: String(number) })}
            >
              <Tag number={number} />
            </a>
          ))}
        </p>
      )}
    </div>
  );
}
