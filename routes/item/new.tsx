/** Taking something in: photos, a few words if one likes, where it lies; all of it optional. */
import { type Context, Hono } from "hono";
import { Button } from "../../components/button.tsx";
import { RadioField, TextField } from "../../components/field.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { isFailure } from "../../services/errors.ts";
import { type NewItem, saidBySeller } from "../../services/inventory/mod.ts";
import type { Inventory } from "../../services/inventory/mod.ts";
import { recogniseText } from "../../services/taxonomy/mod.ts";
import { actorOf } from "../frame/actor.ts";
import type { Env } from "../env.ts";
import { flash } from "../frame/flash.ts";
import { wordsPatch } from "./words_read.ts";
import { multipart } from "../frame/multipart.ts";
import { page } from "../frame/page.tsx";
import { sentenceOf } from "../frame/problems.tsx";
import type { Services } from "../services.ts";

const FIELD_BYTES_MAX = 4_096;

type Needs = Pick<Services, "inventory" | "photos" | "clock">;

/** Mounted on `/items/new`. */
export function newItemRoutes({ inventory, photos, clock }: Needs): Hono<Env> {
  async function create(c: Context<Env>, fields: Fields) {
    const said = wordsPatch(recogniseText(fields.words ?? "", { language: c.var.locale }));
    const input: NewItem = {
      facts: saidBySeller(said, clock.now()),
      origin: fields.origin === "resale" ? "resale" : "own",
      ...(fields.box?.trim() && { box: fields.box.trim() }),
      ...(fields.words?.trim() && { note: fields.words.trim() }),
    };
    return (await inventory.create(input, actorOf(c))).value;
  }

  return new Hono<Env>()
    .get("/", (c) => {
      const boxes = inventory.recents().box;
      const [last] = boxes;
      const body = <Intake c={c} boxes={boxes} box={last?.value} />;
      return page(c, { title: c.var.t("items.new_title"), current: "camera" }, body);
    })
    .post("/", async (c) => {
      const fields: Fields = {};
      const refused: string[] = [];
      let item: Awaited<ReturnType<typeof create>> | undefined;
      // The form sends its words before its photos, so the item can be made when the first photo begins.
      for await (const { name, filename, body } of multipart(c.req.raw)) {
        if (filename === null) {
          fields[name] = await textOf(body);
        } else if (filename) {
          item ??= await create(c, fields);
          const error = await tryAdd(c, photos, item.id, { name: filename, body });
          if (error) refused.push(error);
        }
      }
      item ??= await create(c, fields);
      if (refused.length > 0) {
        flash(c, "photos.partly_added", {
          added: (await photos.list(item.id)).length,
          refused: refused.length,
          reason: refused[0]!,
        });
      } else flash(c, "items.created", { number: item.number });
      return c.redirect(`/items/${item.number}`, 303);
    });
}

type Fields = Record<string, string>;
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

function Intake({ c: { var: { t } }, boxes, box }: {
  c: Context<Env>;
  boxes: ReturnType<Inventory["recents"]>["box"];
  box?: string;
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
            maxLength={300}
          />
          <div class="fields">
            <TextField name="box" label={t("items.box")} value={box} maxLength={40} list="boxes" />
            <datalist id="boxes">
              {boxes.map(({ value }) => <option key={value} value={value} />)}
            </datalist>
            <RadioField
              name="origin"
              label={t("items.origin")}
              value="own"
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
