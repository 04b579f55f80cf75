/** A seller's table is imported and undone; a backup is exported and imported into another home. */
import assert from "node:assert/strict";
import { translator } from "../../locales/mod.ts";
import { type Hands, withMouse } from "../support/hands.ts";
import { type JobNews, listen } from "../support/events.ts";
import { moveIn, type Owner } from "../support/owner.ts";
import { intakeForm } from "../support/photographs.ts";
import { openStage, type Stage } from "../support/stage.ts";

const t = translator("it");

const TABLE = `Articolo;Brand;Taglia;Condizioni;Prezzo;Scatola
Felpa con cappuccio;Nike;M;Ottime;18,50;A1
Vestito a fiori;Zara;S;Buone;12,00;A1
Giacca;;L;boh;25;B2
`;
const ROWS = 3;

const isPrepared = ({ title, state }: JobNews) =>
  title === t("photos.job_prepare") && state === "done";

async function handsIn(stage: Stage): Promise<{ hands: Hands; owner: Owner }> {
  const owner = await moveIn(stage.house);
  return { owner, hands: withMouse(await stage.page({ owner }), stage.house.url) };
}

async function upload(hands: Hands, path: string): Promise<void> {
  await hands.open("/import");
  await hands.give("input[type=file]", path);
  await hands.follow(["button", t("transfer.import_upload")]);
}

/** Starts the import and waits until the page reports its end. */
async function start(hands: Hands): Promise<void> {
  await hands.follow(["button", t("transfer.start")]);
  await hands.sees(t("transfer.result_title"));
}

Deno.test("a seller's table is shown as it is read, comes in, and is taken back whole", async () => {
  await using stage = await openStage();
  const { hands, owner } = await handsIn(stage);
  const path = `${stage.folder}/armadio.csv`;
  await Deno.writeTextFile(path, TABLE);

  await upload(hands, path);
  await hands.sees(t("transfer.columns_title"));
  await hands.follow(["button", t("transfer.columns_save")]);
  await hands.sees(t("transfer.summary", { new: ROWS, update: 0, skip: 0, refuse: 0 }));
  await hands.sees(t("transfer.noted_title"));
  await start(hands);
  await hands.sees(t("transfer.result_created", { count: ROWS }));
  assert.match(await owner.read("/items?q=zara"), /12,00/);

  await hands.press(["button", t("transfer.undo")]);
  await hands.sees(t("transfer.undone_text"));
  assert.match(await owner.read("/items"), new RegExp(t("items.empty").slice(0, 20)));
});

Deno.test("a copy of everything, photos too, is the same wardrobe in another house", async () => {
  await using here = await openStage();
  await using there = await openStage();
  // Nothing is read in either: they are compared while nothing changes by itself.
  here.ollama.models = there.ollama.models = [];
  const from = await moveIn(here.house);
  {
    await using events = await listen(from);
    await from.send("/items/new", await intakeForm(1, "felpa Nike blu tg M, ottime"));
    await from.send("/items/new", await intakeForm(2, "vestito Zara rosso tg S"));
    for (const _ of [1, 2]) await events.next(isPrepared);
  }
  await from.send("/items/1/price", { price: "18,50" });
  const copy = await from.ask("/export/wardrobe.zip");
  const path = `${there.folder}/copia.zip`;
  await Deno.writeFile(path, copy.body!);

  const { hands, owner } = await handsIn(there);
  await upload(hands, path);
  await hands.sees(t("transfer.copy_items", { count: 2, photos: 2 }));
  await start(hands);
  const again = async (owner: Owner) => {
    const { items } = await (await owner.ask("/export/wardrobe.json")).json();
    return items;
  };
  assert.deepEqual(await again(owner), await again(from));
  await hands.open("/items/1");
  assert.match(await owner.read("/items"), /18,50/);
  await hands.page.waitForFunction(() => {
    const photo = document.querySelector<HTMLImageElement>("#photos li img");
    return photo && photo.naturalWidth > 0;
  });
});
