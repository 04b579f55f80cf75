/** Changes all selected items at once, with one undo. */
import { Hono } from "hono";
import { z } from "zod";
import { Button } from "../../components/button.tsx";
import { Menu } from "../../components/menu.tsx";
import type { T } from "../../locales/mod.ts";
import { Failure, invalid } from "../../services/base/errors.ts";
import {
  type BatchResult,
  type BulkAction,
  BulkActionSchema,
  STATES,
} from "../../services/inventory/mod.ts";
import { actorOf } from "../frame/actor.ts";
import type { Env } from "../env.ts";
import { flash } from "../frame/flash.ts";
import { nextPath } from "../frame/next_path.ts";
import { sentenceOf } from "../frame/problems.tsx";
import type { Services } from "../services.ts";
import { BulkPublishMenu } from "../shop/publish.tsx";
import { firstOfEach, readFields, readSent } from "../forms/body.ts";

export function BulkBar({ t, trashed }: { t: T; trashed: boolean }) {
  if (trashed) {
    return (
      <div class="bulk">
        <Button type="submit" name="kind" value="restore" icon="undo">{t("items.restore")}</Button>
      </div>
    );
  }
  return (
    <div class="bulk" role="group" aria-label={t("items.bulk")}>
      <Menu up label={t("items.bulk_move")}>
        <select class="input" name="to" aria-label={t("items.bulk_state")}>
          {STATES.map((state) => (
            <option key={state} value={state}>{t(`inventory.state_${state}`)}</option>
          ))}
        </select>
        <Button type="submit" name="kind" value="move">{t("items.bulk_apply")}</Button>
      </Menu>
      <Menu up label={t("items.bulk_box")}>
        <input class="input" name="box" maxLength={40} aria-label={t("items.box")} />
        <Button type="submit" name="kind" value="box">{t("items.bulk_apply")}</Button>
      </Menu>
      <Menu up label={t("items.bulk_price")}>
        <input
          class="input"
          name="percent"
          type="number"
          min="-90"
          max="400"
          step="1"
          placeholder="-10"
          aria-label={t("items.bulk_percent")}
        />
        <Button type="submit" name="kind" value="price_percent">{t("items.bulk_apply")}</Button>
      </Menu>
      <BulkPublishMenu t={t} />
      <Button type="submit" formAction="/items/labels" formMethod="get" icon="label">
        {t("items.bulk_labels")}
      </Button>
      <Button type="submit" name="kind" value="trash" kind="danger" icon="trash">
        {t("items.bulk_trash")}
      </Button>
    </div>
  );
}

const Form = z.object({
  id: z.array(z.string()).min(1),
  back: z.string().default("/items"),
  kind: z.string(),
  to: z.string().optional(),
  box: z.string().optional(),
  percent: z.string().optional(),
});

/** Mounted on `/items`. */
export function bulkRoutes({ inventory }: Pick<Services, "inventory">): Hono<Env> {
  return new Hono<Env>()
    .post("/bulk", async (c) => {
      const sent = await readSent(c);
      const form = Form.safeParse({ ...firstOfEach(sent), id: sent.get("id") });
      if (!form.success) throw invalid("items.nothing_chosen");
      const { id, back, ...asked } = form.data;
      const action = actionOf(asked);
      if (!action) {
        flash(c, "inventory.bad_action");
        return c.redirect(nextPath(back), 303);
      }
      const result = await inventory.bulk(id, action, actorOf(c));
      const [first] = result.refused;
      const undo = {
        action: "/items/bulk/undo",
        fields: { batch: result.batchId, back: nextPath(back) },
      };
      if (first) {
        const { key, params } = first.reason;
        const reason = sentenceOf(c.var.t, new Failure("conflict", key, params));
        flash(c, "items.partly_done", { ...counts(result), reason }, undo);
      } else flash(c, "inventory.bulk_done", counts(result), undo);
      return c.redirect(nextPath(back), 303);
    })
    .post("/bulk/undo", async (c) => {
      const { batch, back } = await readFields(c);
      await inventory.undoBatch(String(batch), actorOf(c));
      flash(c, "common.undone");
      return c.redirect(nextPath(String(back ?? "")), 303);
    });
}

const counts = ({ changed, refused }: BatchResult) => ({ changed, refused: refused.length });

/** @returns `null` where its value is missing or wrong, such as a percentage of words */
function actionOf(
  { kind, to, box, percent }: Omit<z.infer<typeof Form>, "id" | "back">,
): BulkAction | null {
  const given = {
    kind,
    ...(kind === "move" && { to }),
    ...(kind === "box" && { box: box?.trim() || null }),
    ...(kind === "price_percent" && { percent: percent ? Number(percent) : undefined }),
  };
  return BulkActionSchema.safeParse(given).data ?? null;
}
