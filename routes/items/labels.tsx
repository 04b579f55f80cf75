/** QR labels for the items one has chosen, or for all that a search finds. */
import { type Context, Hono } from "hono";
import { Button, ButtonLink } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty_state.tsx";
import { SelectField, TextField } from "../../components/field.tsx";
import { LabelDrawing } from "../../components/label_drawing.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { tagText } from "../../components/tag.tsx";
import type { Config } from "../../config.ts";
import type { Inventory, Item, ItemRow } from "../../services/inventory/mod.ts";
import {
  drawLabel,
  FORMAT_KEYS,
  type FormatKey,
  FORMATS,
  isFormat,
  labelsPdf,
  type LabelText,
  placesOn,
} from "../../services/transfer/mod.ts";
import type { Env } from "../env.ts";
import { itemName } from "../item/item_texts.ts";
import { queryOf } from "./query.ts";
import { lastingOriginOf } from "../frame/origin.ts";
import { page } from "../frame/page.tsx";

const LABELS_MAX = 500;
const PREVIEW_MAX = 6;

interface Needs {
  readonly inventory: Pick<Inventory, "byId" | "find">;
  readonly config: Pick<Config, "publicOrigin">;
}

interface Asked {
  readonly labels: readonly LabelText[];
  readonly more: boolean;
  readonly format: FormatKey;
  readonly from: number;
  readonly address: URLSearchParams;
  readonly origin: string;
}

/** Mounted at `/items/labels`: `?id=…&id=…` or the list's filters; `format` and `from` choose the paper. */
export function labelRoutes({ inventory, config }: Needs): Hono<Env> {
  async function asked(c: Context<Env>): Promise<Asked> {
    const { searchParams: address } = new URL(c.req.url);
    const origin = lastingOriginOf(c, config);
    const { items, total } = await itemsOf(inventory, address);
    const wanted = address.get("format") ?? "";
    const format = isFormat(wanted) ? wanted : FORMAT_KEYS[0];
    const from = Math.trunc(Number(address.get("from"))) || 1;
    return {
      labels: items.map((item) => labelOf(c, item, origin)),
      more: total > items.length,
      format,
      from: Math.min(Math.max(from, 1), placesOn(FORMATS[format])),
      address,
      origin,
    };
  }

  return new Hono<Env>()
    .get("/", async (c) => {
      const title = c.var.t("transfer.labels_title");
      return page(c, { title, current: "items" }, <LabelsPage c={c} asked={await asked(c)} />);
    })
    .get("/labels.pdf", async (c) => {
      const { labels, format, from } = await asked(c);
      return c.body(labelsPdf(labels, FORMATS[format], from), 200, {
        "content-type": "application/pdf",
        "content-disposition": 'inline; filename="labels.pdf"',
        "cache-control": "no-store",
      });
    });
}

type Labelled = Item | ItemRow;

async function itemsOf(
  inventory: Needs["inventory"],
  address: URLSearchParams,
): Promise<{ items: readonly Labelled[]; total: number }> {
  const given = address.getAll("id").concat(address.get("ids")?.split(",") ?? []);
  const ids = [...new Set(given.filter(Boolean))];
  if (ids.length > 0) {
    const rows = await Promise.all(ids.slice(0, LABELS_MAX).map((id) => inventory.byId(id)));
    return { items: rows.map(({ value }) => value), total: ids.length };
  }
  const query = queryOf(address);
  if (Object.keys(query).length === 0) return { items: [], total: 0 };
  const asked = { sort: "number" as const, ...query, offset: 0, limit: LABELS_MAX };
  const { rows, total } = inventory.find(asked);
  return { items: rows, total };
}

function labelOf({ var: { t, locale } }: Context<Env>, item: Labelled, origin: string): LabelText {
  const { number, box } = item;
  return {
    tag: tagText(number),
    name: itemName({ t, locale }, item),
    url: `${origin}/items/${number}`,
    ...(box && { box: t("transfer.labels_box", { box }) }),
  };
}

function LabelsPage({ c: { var: { t } }, asked }: { c: Context<Env>; asked: Asked }) {
  const { labels, format, from, address, origin, more } = asked;
  if (labels.length === 0) {
    return (
      <div class="page">
        <header class="masthead">
          <h1>{t("transfer.labels_title")}</h1>
        </header>
        <EmptyState
          icon="label"
          action={<ButtonLink href="/items" kind="main">{t("transfer.see_items")}</ButtonLink>}
        >
          {t("transfer.labels_none")}
        </EmptyState>
      </div>
    );
  }
  const size = FORMATS[format].label;
  return (
    <div class="page page--narrow">
      <header class="masthead">
        <h1>{t("transfer.labels_count", { count: labels.length })}</h1>
      </header>
      <p>{t("transfer.labels_intro", { address: origin })}</p>
      {isOnlyHere(origin) && <Notice>{t("transfer.labels_localhost")}</Notice>}
      {more && <Notice>{t("transfer.labels_too_many", { max: LABELS_MAX })}</Notice>}
      <Sheet>
        <form class="form" action="/items/labels">
          {[...address].filter(([name]) => name !== "format" && name !== "from").map(
            ([name, value], at) => <input key={at} type="hidden" name={name} value={value} />,
          )}
          <SelectField
            name="format"
            label={t("transfer.labels_format")}
            options={FORMAT_KEYS.map((key) => ({ value: key, label: t(`transfer.format_${key}`) }))}
            value={format}
          />
          <TextField
            type="number"
            name="from"
            inputMode="numeric"
            min={1}
            max={Math.max(...FORMAT_KEYS.map((key) => placesOn(FORMATS[key])))}
            label={t("transfer.labels_from")}
            hint={t("transfer.labels_from_hint")}
            value={from}
          />
          <Button type="submit">{t("transfer.labels_show")}</Button>
        </form>
        <ButtonLink href={pdfAddress(address)} kind="main" icon="label" target="_blank">
          {t("transfer.labels_pdf")}
        </ButtonLink>
        <p class="small soft">{t("transfer.labels_pdf_hint")}</p>
      </Sheet>
      <Sheet title={t("transfer.labels_preview")}>
        <div class="labels">
          {labels.slice(0, PREVIEW_MAX).map((label) => (
            <LabelDrawing
              key={label.tag}
              marks={drawLabel(label, FORMATS[format])}
              width={size.width}
              height={size.height}
              name={`${label.tag}, ${label.name}`}
            />
          ))}
        </div>
        {labels.length > PREVIEW_MAX && (
          <p class="soft">{t("transfer.labels_more", { count: labels.length - PREVIEW_MAX })}</p>
        )}
      </Sheet>
    </div>
  );
}

const pdfAddress = (address: URLSearchParams) => `/items/labels/labels.pdf?${address}`;

/** A phone cannot follow it. */
const isOnlyHere = (origin: string) => /^https?:\/\/(localhost|127\.|\[::1\])/.test(origin);
