/** Lots: what was bought together for one sum, and its cost shared among what came out of it. */
import { type Context, Hono } from "hono";
import type { ComponentChildren } from "preact";
import { z } from "zod";
import { Button, ButtonLink } from "../../components/button.tsx";
import { EmptyState } from "../../components/empty_state.tsx";
import { RadioField, TextArea, TextField } from "../../components/field.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { date, money } from "../../locales/format.ts";
import type { Locale, T } from "../../locales/mod.ts";
import {
  type Lot,
  LOT_NAME_CHARS_MAX,
  type NewLot,
  NOTE_CHARS_MAX,
} from "../../services/inventory/mod.ts";
import type { Env } from "../env.ts";
import { mustRead, readSent } from "../forms/body.ts";
import { amount, amountText, choice, day, text } from "../forms/fields.ts";
import {
  answerForm,
  blankForm,
  filledForm,
  type Form,
  type FormStatus,
  mergedForm,
  mustFit,
} from "../forms/form.ts";
import type { Values } from "../forms/merge.ts";
import { FormNotice, SaveButton, SeenField } from "../forms/notice.tsx";
import { createdId, OnceField } from "../forms/once.tsx";
import { propsOf } from "../forms/props.ts";
import { actorOf } from "../frame/actor.ts";
import { flash } from "../frame/flash.ts";
import { page } from "../frame/page.tsx";
import type { Services } from "../services.ts";

const LotForm = z.object({
  name: text({ max: LOT_NAME_CHARS_MAX, required: true }),
  cost: amount(),
  boughtOn: day,
  note: text({ max: NOTE_CHARS_MAX }),
}).transform(({ name, cost, boughtOn, note }): NewLot => ({
  name,
  ...(cost && { cost }),
  ...(boughtOn && { boughtOn }),
  ...(note && { note }),
}));

const SplitForm = z.object({ by: choice(["evenly", "price"]) });

const lotValues = (locale: Locale, { name, cost, boughtOn = "", note = "" }: Lot): Values => ({
  name: [name],
  cost: cost ? [amountText(locale, cost.cents)] : [],
  boughtOn: [boughtOn],
  note: [note],
});

/** Mounted on `/lots`. */
export function lotRoutes({ inventory }: Pick<Services, "inventory">): Hono<Env> {
  const { lots } = inventory;
  const itemsIn = (lotId: string) => inventory.find({ lotId }).total;

  async function showAll(c: Context<Env>, form: Form, status?: FormStatus) {
    const all = (await lots.list()).map((lot) => ({ lot, items: itemsIn(lot.id) }));
    return page(
      c,
      { title: c.var.t("inventory.lots"), current: "items", status },
      <LotsPage c={c} lots={all} form={form} />,
    );
  }

  async function showOne(c: Context<Env>, sent?: Form, status?: FormStatus) {
    const lot = await lots.get(c.req.param("id")!);
    const form = sent ?? filledForm(lotValues(c.var.locale, lot));
    return page(
      c,
      { title: lot.name, current: "items", status },
      <LotPage c={c} lot={lot} items={itemsIn(lot.id)} form={form} />,
    );
  }

  return new Hono<Env>()
    .get("/", (c) => showAll(c, blankForm()))
    .post("/", (c) =>
      answerForm(c, {
        async act(form) {
          const given = mustFit(c.var.t, LotForm, form);
          const lot = await lots.create(given, { id: await createdId(form) });
          flash(c, "lots.created", { name: lot.name });
          return c.redirect(`/lots/${lot.id}`, 303);
        },
        again: (form, status) => showAll(c, form, status),
      }))
    .get("/:id", (c) => showOne(c))
    .post("/:id", (c) =>
      answerForm(c, {
        async act(form) {
          const { t, locale } = c.var;
          const { id } = await lots.edit(
            c.req.param("id"),
            (lot) => mustFit(t, LotForm, mergedForm(form, lotValues(locale, lot))),
          );
          flash(c, "common.saved");
          return c.redirect(`/lots/${id}#edit`, 303);
        },
        again: (form, status) => showOne(c, form, status),
      }))
    .post("/:id/removal", async (c) => {
      await lots.remove(c.req.param("id"));
      flash(c, "lots.removed");
      return c.redirect("/lots", 303);
    })
    .post("/:id/cost", async (c) => {
      const id = c.req.param("id");
      const { by } = mustRead(SplitForm, await readSent(c));
      const { batchId, changed } = await lots.splitCost(id, { by }, actorOf(c));
      flash(c, "lots.split", { count: changed }, {
        action: "/items/bulk/undo",
        fields: { batch: batchId, back: `/lots/${id}` },
      });
      return c.redirect(`/lots/${id}#cost`, 303);
    });
}

interface Counted {
  readonly lot: Lot;
  readonly items: number;
}

function LotsPage({ c, lots, form }: {
  c: Context<Env>;
  lots: readonly Counted[];
  form: Form;
}) {
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
        <LotFields t={t} form={form} action="/lots">
          <OnceField form={form} />
          <Button type="submit">{t("lots.create")}</Button>
        </LotFields>
      </Sheet>
    </div>
  );
}

function LotPage({ c, lot, items, form }: { c: Context<Env>; form: Form } & Counted) {
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
      <Sheet id="cost" title={t("inventory.lot_split")}>
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
      <Sheet id="edit" title={t("items.edit")}>
        <LotFields t={t} form={form} action={here}>
          <SaveButton t={t} form={form} label={t("common.save")} back={here} />
        </LotFields>
        <form method="post" action={`${here}/removal`}>
          <Button type="submit" kind="quiet" icon="trash">{t("common.remove")}</Button>
        </form>
      </Sheet>
    </div>
  );
}

function LotFields({ t, form, action, children }: {
  t: T;
  form: Form;
  action: string;
  children: ComponentChildren;
}) {
  const { value } = propsOf(t, form);
  return (
    <form method="post" action={action} class="form">
      <FormNotice t={t} form={form} />
      <SeenField form={form} />
      <div class="fields">
        <TextField
          {...value("name")}
          label={t("inventory.lot_name")}
          maxLength={LOT_NAME_CHARS_MAX}
          required
        />
        <TextField {...value("cost")} label={t("lots.cost")} hint="EUR" inputMode="decimal" />
        <TextField {...value("boughtOn")} label={t("inventory.lot_bought_on")} type="date" />
      </div>
      <TextArea {...value("note")} label={t("items.note")} rows={2} maxLength={NOTE_CHARS_MAX} />
      {children}
    </form>
  );
}
