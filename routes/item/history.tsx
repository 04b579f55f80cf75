/** All that was done to an item, the newest first, each with its way back. */
import type { Context } from "hono";
import { Button, ButtonLink } from "../../components/button.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { Tag } from "../../components/tag.tsx";
import { moment } from "../../locales/format.ts";
import { isMessageKey, type T } from "../../locales/mod.ts";
import {
  type FieldChange,
  fieldOf,
  type HistoryEntry,
  type Item,
} from "../../services/inventory/mod.ts";
import type { Env } from "../env.ts";

const SHOWN_CHARS_MAX = 80;

interface Props {
  c: Context<Env>;
  item: Item;
  entries: readonly HistoryEntry[];
}

export function HistoryPage({ c, item, entries }: Props) {
  const { t } = c.var;
  return (
    <div class="page">
      <header class="masthead">
        <div class="stack">
          <p>
            <Tag number={item.number} />
          </p>
          <h1>{t("items.history")}</h1>
        </div>
        <ButtonLink href={`/items/${item.number}`} icon="back">{t("common.back")}</ButtonLink>
      </header>
      <Sheet>
        <ol class="plain-lines">
          {entries.map((entry) => <Entry key={entry.id} c={c} entry={entry} />)}
        </ol>
      </Sheet>
    </div>
  );
}

function Entry({ c: { var: { t, locale } }, entry }: { c: Context<Env>; entry: HistoryEntry }) {
  const who = entry.by.name ?? t(`inventory.by_${entry.by.kind}`);
  return (
    <li>
      <div class="grow">
        <p>
          <b>{t(`inventory.history_${entry.kind}`)}</b> <span class="soft small">{who}</span>
        </p>
        {entry.changes.length > 0 && (
          <p class="small soft">
            {entry.changes.map((change) => sayChange(t, change)).join(" · ")}
          </p>
        )}
      </div>
      <time class="small soft" dateTime={new Date(entry.at).toISOString()}>
        {moment(locale, entry.at)}
      </time>
      {entry.kind !== "created" && entry.undoneBy === undefined && (
        <form method="post" action={`/items/history/${entry.id}/undo`}>
          <Button type="submit" kind="quiet" icon="undo">{t("common.undo")}</Button>
        </form>
      )}
    </li>
  );
}

function sayChange(t: T, { path, before, after }: FieldChange): string {
  const name = fieldOf(path);
  const [fact, field] = [`inventory.fact_${name}`, `inventory.field_${name}`];
  const label = isMessageKey(fact) ? t(fact) : isMessageKey(field) ? t(field) : name;
  return `${label}: ${shown(before)} → ${shown(after)}`;
}

/** A fact's value, or the plain value of a field; short enough for one line. */
function shown(value: FieldChange["before"]): string {
  if (value === undefined || value === null) return "–";
  if (typeof value !== "object") return String(value).slice(0, SHOWN_CHARS_MAX);
  const plain = "value" in value ? value.value : value;
  return (typeof plain === "string" ? plain : JSON.stringify(plain)).slice(0, SHOWN_CHARS_MAX);
}
