/** The market's pages behind the guards, in the order of the whole app, on a house of their own: for tests. */
import { Hono } from "hono";
import { readConfig } from "../../config.ts";
import {
  openTestAuth,
  TEST_PASSPHRASE,
  type TestAuth,
  withOwner,
} from "../../services/auth/testing.ts";
import { silentLogger } from "../../services/base/log.ts";
import {
  type CapturedReader,
  createCapturedReader,
  createEvidence,
  createIntakes,
  type Evidence,
  type Intakes,
  type Rates,
  SHIPPED_RATES,
} from "../../services/market/mod.ts";
import { CONFIRM_FIELD } from "../../routes/access/confirm.tsx";
import { captureRoutes } from "../../routes/capture/capture.tsx";
import type { Env } from "../../routes/env.ts";
import {
  checkHost,
  readSession,
  redirectToSetup,
  refuseCrossSite,
  requireOwner,
} from "../../routes/frame/guard.ts";
import { marketRoutes } from "../../routes/market/market.tsx";
import type { AddNeeds } from "../../routes/market/add.tsx";
import { preferences } from "../../routes/frame/preferences.ts";
import { answerNotFound, answerProblem } from "../../routes/frame/problems.tsx";

export const HOST = "192.168.1.7:8000";
export const ORIGIN = `http://${HOST}`;

export interface MarketHouse extends TestAuth {
  readonly app: Hono<Env>;
  readonly evidence: Evidence;
  readonly intakes: Intakes;
  /** As the owner's browser at home. */
  visit(path: string, body?: FormData | Record<string, string>): Promise<Response>;
  /** As another site's page or a script: no session. */
  stranger(path: string, init?: RequestInit): Promise<Response>;
  /** The text of what a page shows. */
  text(path: string): Promise<string>;
}

export async function openMarketHouse(lookups?: AddNeeds["lookups"]): Promise<MarketHouse> {
  const base = await openTestAuth();
  const { auth, clock } = base;
  await withOwner(auth);
  const evidence = createEvidence({ ...base, log: silentLogger });
  await evidence.ready;
  const captured = createCapturedReader();
  const intakes = createIntakes({ ...base, evidence, readFile: captured.read });
  const token = await auth.sessions.start({ how: "passphrase", userAgent: "test" });
  const app = appOf({
    auth,
    clock,
    captured,
    evidence,
    intakes,
    rates: SHIPPED_RATES,
    ...(lookups && { lookups }),
  });
  const stranger = async (path: string, init: RequestInit = {}) =>
    await app.request(ORIGIN + path, {
      ...init,
      headers: { host: HOST, accept: "text/html", ...init.headers },
    });
  const visit = (path: string, body?: FormData | Record<string, string>) =>
    stranger(path, {
      ...(body &&
        { method: "POST", body: body instanceof FormData ? body : new URLSearchParams(body) }),
      headers: { cookie: `session=${token}`, origin: ORIGIN },
    });
  return {
    ...base,
    app,
    evidence,
    intakes,
    stranger,
    visit,
    text: async (path) => await (await visit(path)).text(),
    async [Symbol.asyncDispose]() {
      await captured[Symbol.asyncDispose]();
      await evidence.close();
      await base.close();
    },
  };
}

type Rooms =
  & Pick<MarketHouse, "auth" | "clock" | "evidence" | "intakes">
  & Pick<AddNeeds, "lookups">
  & { readonly captured: CapturedReader }
  & { readonly rates: Rates };

function appOf(rooms: Rooms): Hono<Env> {
  const { auth } = rooms;
  const config = readConfig((name) => name === "HOME" ? "/home/anna" : undefined, "linux");
  const app = new Hono<Env>();
  app.onError(answerProblem(silentLogger));
  app.notFound(answerNotFound);
  app.use(async (c, next) => {
    c.set("requestId", "test");
    c.set("assets", { script: "/assets/a.js", style: "/assets/a.css" });
    c.set("flashKey", new Uint8Array(32));
    await next();
  });
  app.use(preferences({ auth }), checkHost({ auth, config }), redirectToSetup({ auth, config }));
  app.route("/capture", captureRoutes(rooms));
  app.use(readSession({ auth, config }), refuseCrossSite(), requireOwner());
  app.route("/market", marketRoutes(rooms));
  app.get("*", (c) => c.text("inside"));
  return app;
}

export interface CollectingButton {
  readonly key: string;
  /** The address that is dragged to the bar of bookmarks. */
  readonly bookmarklet: string;
}

/** As the page for it does, by its button. */
export async function makeKey(house: MarketHouse): Promise<CollectingButton> {
  const answer = await house.visit("/market/capture", { [CONFIRM_FIELD]: TEST_PASSPHRASE });
  const html = await answer.text();
  const [, href] = /<a[^>]*href="(javascript:[^"]+)"/.exec(html)!;
  const bookmarklet = href!.replaceAll("&quot;", '"').replaceAll("&amp;", "&");
  const [, key] = /"key":"(vo_[\w-]+)"/.exec(decodeURIComponent(bookmarklet))!;
  return { key: key!, bookmarklet };
}
