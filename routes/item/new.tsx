/** Taking something in: photos, a few words if one likes, where it lies; all of it optional. */
import { type Context, Hono } from "hono";
import { Button } from "../../components/button.tsx";
import { RadioField, TextField } from "../../components/field.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { isFailure } from "../../services/errors.ts";
import { changesOfWords, type NewItem, newItemOfWords } from "../../services/inventory/mod.ts";
import type { Inventory } from "../../services/inventory/mod.ts";
import { actorOf } from "../frame/actor.ts";
import type { Env } from "../env.ts";
import { flash } from "../frame/flash.ts";
import { wordsParams } from "../typed_words/flash.ts";
import { mustBeShort, readWords, WORDS_CHARS_MAX } from "../typed_words/read.ts";
import { reportOf } from "../typed_words/report.ts";
import { multipart } from "../frame/multipart.ts";
import { page } from "../frame/page.tsx";
import { sentenceOf } from "../frame/problems.tsx";
import type { Services } from "../services.ts";

const FIELD_BYTES_MAX = 4_096;

type Needs = Pick<Services, "inventory" | "photos" | "clock">;

/** Mounted on `/items/new`. */
export function newItemRoutes({ inventory, photos, clock }: Needs): Hono<Env> {
  async function create(c: Context<Env>, fields: Fields) {
    const text = fields.words?.trim() ?? "";
    mustBeShort(text);
    const understood = await readWords(inventory, { text, language: c.var.locale });
    const changes = changesOfWords(understood, { facts: {} });
    const box = fields.box?.trim();
    const input: NewItem = {
      // The box in the words was said for this item; the field is filled in with the last one used.
      ...(box && { box }),
      ...newItemOfWords(changes, clock.now()),
      origin: fields.origin === "resale" ? "resale" : "own",
    };
    const { value: item } = await inventory.create(input, actorOf(c));
    return { item, text, report: reportOf(text, understood, changes) };
  }

  /** @param refused what was sent, with the reason why its words were not taken */
  function show(c: Context<Env>, refused?: RefusedFields): Response {
    const boxes = inventory.recents().box;
    const fields = refused?.fields ?? { box: boxes[0]?.value ?? "" };
    const body = <Intake c={c} boxes={boxes} fields={fields} error={refused?.sentence} />;
    const title = c.var.t("items.new_title");
    return page(c, { title, current: "camera", ...(refused && { status: 422 }) }, body);
  }

  /** @param fields takes what the form says, as it comes */
  async function receive(c: Context<Env>, fields: Fields): Promise<Response> {
    const refused: string[] = [];
    let created: Awaited<ReturnType<typeof create>> | undefined;
    // The form sends its words before its photos, so the item can be made when the first photo begins.
    for await (const { name, filename, body } of multipart(c.req.raw)) {
      if (filename === null) {
        fields[name] = await textOf(body);
      } else if (filename) {
        created ??= await create(c, fields);
        const error = await tryAdd(c, photos, created.item.id, { name: filename, body });
        if (error) refused.push(error);
      }
    }
    const { item, text, report } = created ?? await create(c, fields);
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
    .get("/", (c) => show(c))
    .post("/", async (c) => {
      const fields: Fields = {};
      try {
        return await receive(c, fields);
      } catch (error) {
        // Photos are kept one by one, so this is about the fields, and nothing was made.
        if (!isFailure(error, "invalid") || error.key !== "items.words_long") throw error;
        return show(c, { fields, sentence: sentenceOf(c.var.t, error) });
      }
    });
}

type Fields = Record<string, string>;
interface RefusedFields {
  readonly fields: Fields;
  readonly sentence: string;
}
type Upload = Parameters<Services["photos"]["add"]>[1];

/** One refused photo does not keep the others out. @returns the sentence of its refusal */
async function tryAdd(
  c: Context<Env>,
  photos: Services["photos"],
  itemId: string,
  file: Upload,
): Promise<string | null> {
  try {
    await photos.add(itemId, file);
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

function Intake({ c: { var: { t } }, boxes, fields: { words, box, origin }, error }: {
  c: Context<Env>;
  boxes: ReturnType<Inventory["recents"]>["box"];
  fields: Fields;
  /** What is wrong with the words. */
  error?: string | undefined;
}) {
  return (
    <div class="page page--narrow">
      <header class="masthead">
        <h1>{t("items.new_title")}</h1>
      </header>
      <form method="post" encType="multipart/form-data" class="form">
        <Sheet>
          <TextField
            name="words"
            label={t("items.say_it")}
            hint={t("items.say_it_hint")}
            maxLength={WORDS_CHARS_MAX}
            value={words}
            error={error}
            autofocus={error !== undefined}
          />
          <div class="fields">
            <TextField name="box" label={t("items.box")} value={box} maxLength={40} list="boxes" />
            <datalist id="boxes">
              {boxes.map(({ value }) => <option key={value} value={value} />)}
            </datalist>
            <RadioField
              name="origin"
              label={t("items.origin")}
              value={origin === "resale" ? "resale" : "own"}
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
