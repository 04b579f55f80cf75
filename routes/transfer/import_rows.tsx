/** The rows of a table as they are read, and those that the seller leaves out. */
import type { Context } from "hono";
import { Button } from "../../components/button.tsx";
import { CheckField, TextField } from "../../components/field.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { StateBadge, type StateTone } from "../../components/state_badge.tsx";
import { Tag } from "../../components/tag.tsx";
import { money } from "../../locales/format.ts";
import type { T } from "../../locales/mod.ts";
import type { Import, PlannedRow, TableReport } from "../../services/transfer/mod.ts";
import type { Env } from "../env.ts";
import { FACTS_SHOWN, factText } from "../item/item_texts.ts";
import { withoutLines, writeLineRanges } from "./line_ranges.ts";

const ACTION_TONES: Record<PlannedRow["action"], StateTone> = {
  new: "done",
  update: "active",
  skip: "idle",
  refuse: "wrong",
};

interface Props {
  c: Context<Env>;
  value: Import;
  report: TableReport;
  error?: string | undefined;
  /** Typed text that could not be parsed. */
  typed?: string | undefined;
}

/** The lines shown have a box each; all others are named by their numbers. */
export function RowsForm({ c, value, report, error, typed }: Props) {
  const { t } = c.var;
  const { preview, leftOut } = report;
  const shown = [...preview, ...leftOut.samples].map(({ line }) => line);
  const others = withoutLines(value.layout?.leftOut ?? [], shown);
  return (
    <Sheet title={value.name}>
      <form method="post" action={`/import/${value.id}/rows`} class="form">
        {leftOut.count > 0 && (
          <>
            <p class="soft">{t("transfer.left_out", { count: leftOut.count })}</p>
            <ul class="plain-lines import-rows">
              {leftOut.samples.map(({ line, text }) => (
                <li key={line}>
                  <div class="grow">
                    <p class="small soft">{`${t("transfer.line")} ${line}`}</p>
                    <p>{text}</p>
                  </div>
                  <LeaveOut t={t} line={line} checked />
                </li>
              ))}
            </ul>
          </>
        )}
        <p class="soft">{t("transfer.preview_first", { count: preview.length })}</p>
        <ul class="plain-lines import-rows">
          {preview.map((row) => <PreviewRow key={row.line} c={c} row={row} />)}
        </ul>
        <TextField
          name="lines"
          label={t("transfer.other_lines")}
          hint={t("transfer.other_lines_hint")}
          value={typed ?? writeLineRanges(others)}
          error={error}
          autocomplete="off"
        />
        <Button type="submit">{t("transfer.recount")}</Button>
      </form>
    </Sheet>
  );
}

function LeaveOut({ t, line, checked }: { t: T; line: number; checked: boolean }) {
  return (
    <CheckField
      id={`leave${line}`}
      name="leave"
      value={String(line)}
      checked={checked}
      label={
        <>
          {t("transfer.leave_out")}
          <span class="unseen">{`: ${t("transfer.line")} ${line}`}</span>
        </>
      }
    />
  );
}

function PreviewRow({ c: { var: { t, locale } }, row }: { c: Context<Env>; row: PlannedRow }) {
  const { item, noted, action, line } = row;
  const { facts = {}, number, price, soldFor, state, box, note } = item;
  const known = FACTS_SHOWN.flatMap((name) => factText(facts, name, { t, locale }) ?? []);
  const fields = [
    state && t(`inventory.state_${state}`),
    price && money(locale, price),
    soldFor && t("transfer.sold_for", { price: money(locale, soldFor) }),
    box && t("transfer.labels_box", { box }),
  ];
  return (
    <li>
      <div class="grow">
        <p class="small soft">{`${t("transfer.line")} ${line}`}</p>
        <p>
          {number !== undefined && !row.met && <Tag number={number} />}{" "}
          {[...known, ...fields.filter(Boolean)].join(" · ") || note}
        </p>
        {noted.map(({ reason, header, text }, at) => (
          <p key={at} class="small">
            <StateBadge tone="attention">{t(`transfer.mark_${reason}`)}</StateBadge>{" "}
            {header ? `${header}: ${text}` : text}
          </p>
        ))}
      </div>
      <StateBadge tone={ACTION_TONES[action]}>{t(`transfer.action_${action}`)}</StateBadge>
      <LeaveOut t={t} line={line} checked={false} />
    </li>
  );
}
