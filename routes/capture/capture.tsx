/**
 * Where an open page of the marketplace hands over what it shows. It comes from another site and from browsers that
 * may not be logged in: the key in it is the only way in, and is good for nothing else.
 */
import { type Context, Hono } from "hono";
import { allows } from "../../services/auth/mod.ts";
import { Failure } from "../../services/base/errors.ts";
import type { Intake, Intakes } from "../../services/market/mod.ts";
import { siteFacts, SITES } from "../../services/marketplace/mod.ts";
import { originOf } from "../frame/origin.ts";
import { CaptureAnswer, CaptureUndone } from "./answer.tsx";
import { readLeadingKey } from "./leading_key.ts";
import { userscript } from "./scripts.ts";
import { captureLimit, storeCapture } from "./store_capture.ts";
import type { Env } from "../env.ts";
import { readFields } from "../forms/body.ts";
import { page } from "../frame/page.tsx";
import { createRateLimit } from "../frame/rate_limit.ts";
import type { Services } from "../services.ts";
import { visitorOf } from "../frame/visitor.ts";

const RATE = { times: 60, withinMs: 60_000 };
const KEY_CHARS_MAX = 200;

interface Needs extends Pick<Services, "auth" | "clock" | "captured"> {
  readonly intakes: Intakes;
}

/** On `/capture`, before the guards that ask for a session. */
export function captureRoutes({ auth, clock, intakes, captured }: Needs): Hono<Env> {
  const mayAsk = createRateLimit({ clock, ...RATE });

  async function mustHold(key: string): Promise<void> {
    const session = key.length > KEY_CHARS_MAX ? null : await auth.tokens.recognise(key);
    if (!session || !allows(session, "capture")) {
      throw new Failure("unauthorized", "market.capture_wrong_key");
    }
  }

  return new Hono<Env>()
    .use((c, next) => {
      mayAsk(visitorOf(c).address);
      return next();
    })
    .on("POST", ["/", "/undo"], async (c, next) => {
      const { key, request } = await readLeadingKey(c.req.raw);
      await mustHold(key);
      c.req.raw = request;
      await next();
    }, captureLimit())
    .get("/", (c) => c.redirect("/market/capture", 303))
    .get("/vinted-optimizer.user.js", async (c) => {
      const key = c.req.query("key") ?? "";
      if (!key) return c.redirect("/market/capture", 303);
      await mustHold(key);
      const hosts = SITES.map((site) => siteFacts(site).host);
      return c.body(userscript({ base: originOf(c), key }, c.var.t, hosts), 200, {
        "content-type": "text/javascript; charset=utf-8",
        "cache-control": "no-store",
      });
    })
    .post("/", async (c) => {
      const { key, url, page } = await fieldsOf(c);
      return answer(c, key, await storeCapture({ clock, intakes, captured }, { url, page }));
    })
    .post("/undo", async (c) => {
      const { intake } = await fieldsOf(c);
      const { forgotten } = await intakes.forget(await captureOf(intake));
      return page(
        c,
        { title: c.var.t("common.undone"), bare: true, sheet: "market" },
        <CaptureUndone t={c.var.t} count={forgotten?.count ?? 0} />,
      );
    });

  /** The key lets go of what came in by it, and of nothing else. */
  async function captureOf(id: string): Promise<string> {
    const { mode } = await intakes.get(id);
    if (mode !== "capture") throw new Failure("forbidden", "market.capture_wrong_key");
    return id;
  }
}

function answer(c: Context<Env>, key: string, intake: Intake): Response {
  const { t } = c.var;
  const said = t("market.capture_collected", { count: intake.added + intake.again });
  if (c.req.header("accept")?.includes("application/json")) return c.json({ said });
  return page(
    c,
    { title: said, bare: true, sheet: "market" },
    <CaptureAnswer t={t} said={said} intake={intake} keyOfPage={key} />,
  );
}

async function fieldsOf(c: Context<Env>) {
  const { key = "", url = "", page = "", intake = "" } = await readFields(c);
  return { key, url, page, intake };
}
