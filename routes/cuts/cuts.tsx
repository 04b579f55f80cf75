/** Price cuts: all plans on one page, and the rule that new ones begin with. */
import { Hono } from "hono";
import { Button, ButtonLink } from "../../components/button.tsx";
import type { ItemRow } from "../../services/inventory/mod.ts";
import { CutsBoard } from "./board.tsx";
import { readRule, RuleFields } from "./rule.tsx";
import type { Env } from "../env.ts";
import { flash } from "../frame/flash.ts";
import { page } from "../frame/page.tsx";
import type { Services } from "../services.ts";

type Needs = Pick<Services, "clock" | "cuts" | "inventory">;

/** Of those on sale for long; the rest waits until these have a plan. */
const UNPLANNED_SHOWN = 10;
const LOOKED_AT_MAX = 500;

/** Mounted on `/cuts`. */
export function cutRoutes({ clock, cuts, inventory }: Needs): Hono<Env> {
  function unplanned(followed: ReadonlySet<string>, olderThanDays: number): ItemRow[] {
    const { rows } = inventory.find({
      states: ["listed"],
      olderThanDays,
      sort: "newest",
      reversed: true,
      limit: LOOKED_AT_MAX,
    });
    return rows.filter(({ id, price }) => price && !followed.has(id)).slice(0, UNPLANNED_SHOWN);
  }

  return new Hono<Env>()
    .get("/", async (c) => {
      const board = await cuts.board();
      const { everyDays } = await cuts.usual();
      const body = (
        <CutsBoard
          c={c}
          board={board}
          now={clock.now()}
          unplanned={unplanned(board.followed, everyDays)}
          days={everyDays}
        />
      );
      return page(c, { title: c.var.t("cuts.title"), current: "market" }, body);
    })
    .get("/usual", async (c) => {
      const { t } = c.var;
      const body = (
        <div class="page page--narrow">
          <header class="masthead">
            <h1>{t("cuts.usual")}</h1>
            <ButtonLink href="/cuts" icon="back">{t("cuts.title")}</ButtonLink>
          </header>
          <p>{t("cuts.usual_intro")}</p>
          <form method="post" action="/cuts/usual" class="form">
            <RuleFields t={t} rule={await cuts.usual()} />
            <Button type="submit" kind="main">{t("cuts.save_usual")}</Button>
          </form>
        </div>
      );
      return page(c, { title: t("cuts.usual"), current: "market" }, body);
    })
    .post("/usual", async (c) => {
      await cuts.saveUsual(await readRule(c));
      flash(c, "common.saved");
      return c.redirect("/cuts/usual", 303);
    });
}
