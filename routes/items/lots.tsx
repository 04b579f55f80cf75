/** Lots: what was bought together for one sum, and its cost shared among what came out of it. */
import { type Context, Hono } from "hono";
import { Button, ButtonLink } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty_state.tsx";
import { RadioField, TextArea, TextField } from "../../components/field.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { date, money } from "../../locales/format.ts";
import { invalid } from "../../services/errors.ts";
import { type Lot, type NewLot, NewLotSchema, type SplitBy } from "../../services/inventory/mod.ts";
import { parseMoney } from "../../services/money.ts";
import { actorOf } from "../frame/actor.ts";
import type { Env } from "../env.ts";
import { flash } from "../frame/flash.ts";
import { page } from "../frame/page.tsx";
import type { Services } from "../services.ts";
import { readFields } from "../forms/body.ts";

/** Mounted on `/lots`. */
export function lotRoutes({ inventory }: Pick<Services, "inventory">): Hono<Env> {
  const { lots } = inventory;
  const itemsIn = (lotId: string) => inventory.find({ lotId }).total;

  return new Hono<Env>()
    .get("/", async (c) => {
      const all = (await lots.list()).map((lot) => ({ lot, items: itemsIn(lot.id) }));
      return page(
        c,
        { title: c.var.t("inventory.lots"), current: "items" },
        <LotsPage c={c} lots={all} />,
      );
    })
    .post("/", async (c) => {
      const lot = await lots.create(await readLot(c));
      flash(c, "lots.created", { name: lot.name });
      return c.redirect(`/lots/${lot.id}`, 303);
    })
    .get("/:id", async (c) => {
      const lot = await lots.get(c.req.param("id"));
      return page(
        c,
        { title: lot.name, current: "items" },
        <LotPage c={c} lot={lot} items={itemsIn(lot.id)} />,
      );
    })
    .post("/:id", async (c) => {
      const lot = await lots.edit(c.req.param("id"), await readLot(c));
      flash(c, "common.saved");
      return c.redirect(`/lots/${lot.id}`, 303);
    })
    .post("/:id/removal", async (c) => {
      await lots.remove(c.req.param("id"));
      flash(c, "lots.removed");
      return c.redirect("/lots", 303);
    })
    .post("/:id/cost", async (c) => {
      const id = c.req.param("id");
      const { by } = await readFields(c);
      const how: SplitBy = by === "price" ? { by } : { by: "evenly" };
      const { batchId, changed } = await lots.splitCost(id, how, actorOf(c));
      flash(c, "lots.split", { count: changed }, {
        action: "/items/bulk/undo",
        fields: { batch: batchId, back: `/lots/${id}` },
      });
      return c.redirect(`/lots/${id}`, 303);
    });
}

async function readLot(c: Context): Promise<NewLot> {
  const form = await readFields(c);
  const text = (name: string) => String(form[name] ?? "").trim() || undefined;
  const cost = text("cost") === undefined ? undefined : parseMoney(text("cost"), "EUR");
  if (cost === null) throw invalid("items.not_understood", { value: text("cost")! });
  const lot = NewLotSchema.safeParse({
    name: text("name") ?? "",
    boughtOn: text("boughtOn"),
    note: text("note"),
    cost,
  });
  if (!lot.success) {
    throw invalid("inventory.bad_field", { field: String(lot.error.issues[0]?.path[0]) });
  }
  return lot.data;
}

interface Counted {
  readonly lot: Lot;
  readonly items: number;
}

function LotsPage({ c, lots }: { c: Context<Env>; lots: readonly Counted[] }) {
  const { t, locale } = c.var;
  return (
    <div class="page page--narrow">
      <header class="masthead">
        <h1>{t("inventory.lots")}</h1>
        <ButtonLink href="/items" icon="back">{t("shell.items")}</ButtonLink>
      </header>
      {lots.length === 0 && <EmptyState icon="box">{t("lots.empty")}</EmptyState>}
      {lots.length > 0 && (
        <Sheet>
          <ul class="plain-lines">
            {lots.map(({ lot, items }) => (
              <li key={lot.id} data-row>
                <div class="grow">
                  <p>
                    <a href={`/lots/${lot.id}`}>{lot.name}</a>
                  </p>
                  <p class="small soft">{t("inventory.found", { count: items })}</p>
                </div>
                {lot.cost && <span>{money(locale, lot.cost)}</span>}
              </li>
            ))}
          </ul>
        </Sheet>
      )}
      <Sheet title={t("lots.new")}>
        <LotForm c={c} action="/lots" submit={t("lots.create")} />
      </Sheet>
    </div>
  );
}

function LotPage({ c, lot, items }: { c: Context<Env> } & Counted) {
  const { t, locale } = c.var;
  const here = `/lots/${lot.id}`;
  return (
    <div class="page page--narrow">
      <header class="masthead">
        <div class="stack">
          <h1>{lot.name}</h1>
          {lot.boughtOn && <p class="soft">{date(locale, Date.parse(lot.boughtOn))}</p>}
        </div>
        <ButtonLink href="/lots" icon="back">{t("inventory.lots")}</ButtonLink>
      </header>
      <Sheet title={t("inventory.lot_split")}>
        <p>
          <a href={`/items?lot=${lot.id}`}>{t("inventory.found", { count: items })}</a>
        </p>
        <form method="post" action={`${here}/cost`} class="form">
          <RadioField
            name="by"
            label={t("lots.how")}
            value="evenly"
            options={[
              { value: "evenly", label: t("inventory.split_evenly") },
              { value: "price", label: t("inventory.split_price") },
            ]}
          />
          <Button type="submit">{t("inventory.lot_split")}</Button>
        </form>
      </Sheet>
      <Sheet title={t("items.edit")}>
        <LotForm c={c} lot={lot} action={here} submit={t("common.save")} />
        <form method="post" action={`${here}/removal`}>
          <Button type="submit" kind="quiet" icon="trash">{t("common.remove")}</Button>
        </form>
      </Sheet>
    </div>
  );
}

function LotForm({ c: { var: { t } }, lot, action, submit }: {
  c: Context<Env>;
  lot?: Lot;
  action: string;
  submit: string;
}) {
  const cost = lot?.cost && (lot.cost.cents / 100).toFixed(2).replace(".", ",");
  return (
    <form method="post" action={action} class="form">
      <div class="fields">
        <TextField
          name="name"
          label={t("inventory.lot_name")}
          value={lot?.name}
          maxLength={80}
          required
        />
        <TextField
          name="cost"
          label={t("lots.cost")}
          hint="EUR"
          inputMode="decimal"
          value={cost}
        />
        <TextField
          name="boughtOn"
          label={t("inventory.lot_bought_on")}
          type="date"
          value={lot?.boughtOn}
        />
      </div>
      <TextArea name="note" label={t("items.note")} value={lot?.note} rows={2} maxLength={2000} />
      <Button type="submit">{submit}</Button>
    </form>
  );
}
