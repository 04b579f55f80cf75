/** Taking something in: photos, a few words if one likes, where it lies; all of it optional. */
import { type Context, Hono } from "hono";
import { z } from "zod";
import { Button } from "../../components/button.tsx";
import { RadioField, TextField } from "../../components/field.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { isFailure } from "../../services/base/errors.ts";
import {
  BOX_CHARS_MAX,
  changesOfWords,
  type NewItem,
  newItemOfWords,
} from "../../services/inventory/mod.ts";
import type { Inventory } from "../../services/inventory/mod.ts";
import { actorOf } from "../frame/actor.ts";
import type { Env } from "../env.ts";
import { choice, text } from "../forms/fields.ts";
import { blankForm, type Form, type FormStatus, mustFit, refusedBy } from "../forms/form.ts";
import { FormNotice } from "../forms/notice.tsx";
import { createdId, OnceField } from "../forms/once.tsx";
import { propsOf } from "../forms/props.ts";
import { flash } from "../frame/flash.ts";
import { wordsParams } from "../typed_words/flash.ts";
import { readWords, WORDS_CHARS_MAX, wordsField } from "../typed_words/read.ts";
import { reportOf } from "../typed_words/report.ts";
import { multipart } from "../frame/multipart.ts";
import { page } from "../frame/page.tsx";
import { sentenceOf } from "../frame/problems.tsx";
import type { Services } from "../services.ts";

const FIELD_BYTES_MAX = 4_096;

const NewItemForm = z.object({
  words: wordsField,
  box: text({ max: BOX_CHARS_MAX }),
  origin: choice(["own", "resale"], "own"),
});

type Needs = Pick<Services, "inventory" | "photos" | "clock">;

/** Mounted on `/items/new`. */
export function newItemRoutes({ inventory, photos, clock }: Needs): Hono<Env> {
  /** @param firstPhoto its name: two things may be taken in with the same words, or with none */
  async function create(c: Context<Env>, form: Form, firstPhoto?: string) {
    const { words: text, box, origin } = mustFit(c.var.t, NewItemForm, form);
    const understood = await readWords(inventory, { text, language: c.var.locale });
    const changes = changesOfWords(understood, { facts: {} });
    const input: NewItem = {
      // The box in the words was said for this item; the field is filled in with the last one used.
      ...(box && { box }),
      ...newItemOfWords(changes, clock.now()),
      origin,
    };
    const id = await createdId(form, firstPhoto);
    const { value: item } = await inventory.create(input, actorOf(c), { id });
    return { item, text, report: reportOf(text, understood, changes) };
  }

  function show(c: Context<Env>, form: Form, status?: FormStatus): Response {
    const body = <Intake c={c} boxes={inventory.recents().box} form={form} />;
    return page(c, { title: c.var.t("items.new_title"), current: "camera", status }, body);
  }

  /** @param values receives the form's fields as they arrive */
  async function receive(c: Context<Env>, values: Record<string, string[]>): Promise<Response> {
    const refused: string[] = [];
    let created: Awaited<ReturnType<typeof create>> | undefined;
    // The form sends its words before its photos, so the item can be made when the first photo begins.
    for await (const { name, filename, body } of multipart(c.req.raw)) {
      if (filename === null) {
        values[name] = [await textOf(body)];
      } else if (filename) {
        created ??= await create(c, blankForm(values), filename);
        const error = await tryAdd(c, photos, created.item.id, { name: filename, body });
        if (error) refused.push(error);
      }
    }
    const { item, text, report } = created ?? await create(c, blankForm(values));
    const words = text ? wordsParams(text, report) : {};
    if (refused.length > 0) {
      flash(c, "photos.partly_added", {
        added: (await photos.list(item.id)).length,
        refused: refused.length,
        reason: refused[0]!,
        ...words,
      });
    } else flash(c, "items.created", { number: item.number, ...words });
    return c.redirect(`/items/${item.number}`, 303);
  }

  return new Hono<Env>()
    .get("/", (c) => {
      const [last] = inventory.recents().box;
      return show(c, blankForm({ box: last ? [last.value] : [], origin: ["own"] }));
    })
    .post("/", async (c) => {
      const values: Record<string, string[]> = {};
      try {
        return await receive(c, values);
      } catch (error) {
        const { form, status } = refusedBy(c, blankForm(values), error, FIELD_OF);
        return show(c, form, status);
      }
    });
}

/** Refusals that concern a field; no item was created then. */
const FIELD_OF = { "inventory.note_full": "words" };

type Upload = Parameters<Services["photos"]["add"]>[1];

/** One refused photo does not keep the others out. @returns the sentence of its refusal */
async function tryAdd(
  c: Context<Env>,
  photos: Services["photos"],
  itemId: string,
  file: Upload,
): Promise<string | null> {
  try {
    await photos.add(itemId, file, { once: true });
    return null;
  } catch (error) {
    if (!isFailure(error)) throw error;
    return sentenceOf(c.var.t, error);
  }
}

async function textOf(body: ReadableStream<Uint8Array>): Promise<string> {
  const text = await new Response(body as ReadableStream<Uint8Array<ArrayBuffer>>).text();
  return text.slice(0, FIELD_BYTES_MAX);
}

function Intake({ c: { var: { t } }, boxes, form }: {
  c: Context<Env>;
  boxes: ReturnType<Inventory["recents"]>["box"];
  form: Form;
}) {
  const { value } = propsOf(t, form);
  return (
    <div class="page page--narrow">
      <header class="masthead">
        <h1>{t("items.new_title")}</h1>
      </header>
      <form method="post" encType="multipart/form-data" class="form">
        <FormNotice t={t} form={form} />
        <OnceField form={form} />
        <Sheet>
          <TextField
            {...value("words")}
            label={t("items.say_it")}
            hint={t("items.say_it_hint")}
            maxLength={WORDS_CHARS_MAX}
          />
          <div class="fields">
            <TextField
              {...value("box")}
              label={t("items.box")}
              maxLength={BOX_CHARS_MAX}
              list="boxes"
            />
            <datalist id="boxes">
              {boxes.map(({ value }) => <option key={value} value={value} />)}
            </datalist>
            <RadioField
              {...value("origin")}
              label={t("items.origin")}
              options={[
                { value: "own", label: t("inventory.origin_own") },
                { value: "resale", label: t("inventory.origin_resale") },
              ]}
            />
          </div>
          <label class="drop">
            <span>{t("items.choose_photos")}</span>
            <input type="file" name="photos" accept="image/*" multiple />
          </label>
        </Sheet>
        <Button type="submit" kind="main" icon="check">{t("items.create")}</Button>
      </form>
    </div>
  );
}
