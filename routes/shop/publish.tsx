/** Forms and routes that publish items in the shop or hide them, one or many at once. */
import { Hono } from "hono";
import { z } from "zod";
import { Button, ButtonLink } from "../../components/button.tsx";
import { Menu } from "../../components/menu.tsx";
import { Sheet } from "../../components/sheet.tsx";
import type { T } from "../../locales/mod.ts";
import { isSample } from "../../services/demo/mod.ts";
import { invalid } from "../../services/base/errors.ts";
import type { Item } from "../../services/inventory/mod.ts";
import { listObstacles, type Obstacle, type Shop } from "../../services/shop/mod.ts";
import type { Env } from "../env.ts";
import { choice } from "../forms/fields.ts";
import { flash } from "../frame/flash.ts";
import { nextPath } from "../frame/next_path.ts";
import type { Services } from "../services.ts";
import { firstOfEach, mustRead, readFields, readSent } from "../forms/body.ts";

export interface PublishFormProps {
  t: T;
  item: Item;
  shop: Pick<Shop, "isChosen" | "settings" | "shelf">;
}

/** For the item's page: whether it is shown, and what to do about it. */
export function PublishForm({ t, item, shop }: PublishFormProps) {
  const chosen = shop.isChosen(item.id);
  const good = shop.shelf().byNumber(item.number);
  const { on } = shop.settings();
  const obstacles = isSample(item) ? ["sample" as const] : listObstacles(item);
  return (
    <Sheet
      id="shop"
      title={t("shop.switch")}
      action={good && on && (
        <ButtonLink href={`/shop/${good.slug}`} kind="quiet">{t("shop.see")}</ButtonLink>
      )}
    >
      <p class="soft">
        {obstacles.length > 0
          ? cannot(t, obstacles)
          : !chosen
          ? t("shop.is_hidden")
          : !good
          ? t("shop.is_waiting")
          : on
          ? t("shop.is_shown")
          : t("shop.is_shown_closed")}
      </p>
      {(chosen || obstacles.length === 0) && (
        <form method="post" action={`/items/${item.number}/shop`}>
          <input type="hidden" name="shown" value={chosen ? "no" : "yes"} />
          <Button type="submit" icon="eye">{t(chosen ? "shop.hide" : "shop.show")}</Button>
        </form>
      )}
    </Sheet>
  );
}

const cannot = (t: T, obstacles: readonly Obstacle[]): string =>
  t("shop.cannot", { reason: inWords(t, obstacles) });

const inWords = (t: T, obstacles: readonly Obstacle[]): string =>
  obstacles.map((obstacle) => t(`shop.obstacle_${obstacle}`)).join(", ");

/** For the bar of the chosen ones. */
export function BulkPublishMenu({ t }: { t: T }) {
  return (
    <Menu up label={t("shop.switch")}>
      <Button type="submit" formAction="/items/shop" name="shown" value="yes">
        {t("shop.show")}
      </Button>
      <Button type="submit" formAction="/items/shop" name="shown" value="no">
        {t("shop.hide")}
      </Button>
    </Menu>
  );
}

const BulkForm = z.object({
  id: z.array(z.string()).min(1),
  shown: z.enum(["yes", "no"]),
  back: z.string().default("/items"),
});
const ShownForm = z.object({ shown: choice(["yes", "no"]) });
const UndoForm = z.object({
  numbers: z.string().regex(/^\d+(,\d+)*$/),
  shown: z.enum(["yes", "no"]),
  back: z.string(),
});

/** Mounted on `/items`, before what takes any path there. */
export function publishRoutes(
  { inventory, shop }: Pick<Services, "inventory" | "shop">,
): Hono<Env> {
  const idsOf = (numbers: readonly number[]) =>
    Promise.all(numbers.map(async (number) => (await inventory.get(number)).id));

  return new Hono<Env>()
    .post("/shop", async (c) => {
      const sent = await readSent(c);
      const form = BulkForm.safeParse({ ...firstOfEach(sent), id: sent.get("id") });
      if (!form.success) throw invalid("items.nothing_chosen");
      const { id, shown, back } = form.data;
      const items = await Promise.all(id.map((one) => inventory.byId(one)));
      const { changed, refused } = await shop.choose(items.map(({ id }) => id), shown === "yes");
      const numbers = items.filter(({ id }) => changed.includes(id))
        .map(({ value }) => value.number).join(",");
      const undo = numbers && {
        action: "/items/shop/undo",
        fields: { numbers, shown: shown === "yes" ? "no" : "yes", back: nextPath(back) },
      };
      const [first] = refused;
      if (first) {
        const counts = { changed: changed.length, refused: refused.length };
        const reason = inWords(c.var.t, first.obstacles);
        flash(c, "shop.partly_shown", { ...counts, reason }, undo || undefined);
      } else {
        const key = shown === "yes" ? "shop.now_shown" : "shop.now_hidden";
        flash(c, key, { count: changed.length }, undo || undefined);
      }
      return c.redirect(nextPath(back), 303);
    })
    .post("/shop/undo", async (c) => {
      const form = UndoForm.safeParse(await readFields(c));
      if (!form.success) throw invalid("items.nothing_chosen");
      const { numbers, shown, back } = form.data;
      await shop.choose(await idsOf(numbers.split(",").map(Number)), shown === "yes");
      flash(c, "common.undone");
      return c.redirect(nextPath(back), 303);
    })
    .post("/:number{[0-9]+}/shop", async (c) => {
      const { value: item } = await inventory.get(Number(c.req.param("number")));
      const { shown } = mustRead(ShownForm, await readSent(c));
      const { changed, refused: [refused] } = await shop.choose([item.id], shown === "yes");
      if (refused) {
        flash(c, "shop.cannot", { reason: inWords(c.var.t, refused.obstacles) });
      } else {
        const key = shown === "yes" ? "shop.now_shown" : "shop.now_hidden";
        flash(c, key, { count: changed.length });
      }
      return c.redirect(`/items/${item.number}#shop`, 303);
    });
}
