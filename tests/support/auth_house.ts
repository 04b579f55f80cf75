/** The doors and guards as the whole app mounts them, on a house of its own, for tests. */
import assert from "node:assert/strict";
import { Hono } from "hono";
import { readConfig } from "../../config.ts";
import { openTestAuth, TEST_PASSPHRASE, type TestAuth } from "../../services/auth/testing.ts";
import { silentLogger } from "../../services/base/log.ts";
import type { Env } from "../../routes/env.ts";
import { assetRoutes, type Assets } from "../../routes/frame/assets.ts";
import {
  checkHost,
  readSession,
  redirectToSetup,
  refuseCrossSite,
  requireOwner,
  scopes,
} from "../../routes/frame/guard.ts";
import { CONFIRM_FIELD, confirmFirst } from "../../routes/access/confirm.tsx";
import { loginRoutes } from "../../routes/access/login.tsx";
import { preferences } from "../../routes/frame/preferences.ts";
import { answerProblem } from "../../routes/frame/problems.tsx";
import { accountRoutes } from "../../routes/account/account.tsx";
import { setupRoutes } from "../../routes/access/setup.tsx";

export const ORIGIN = "http://localhost:8000";

export interface AuthHouse extends TestAuth {
  readonly app: Hono<Env>;
  /** How often the sample wardrobe was asked for. */
  demos: number;
  /** `fetch` as a browser on `ORIGIN` would send it; keeps cookies, follows nothing. */
  visit(path: string, form?: Record<string, string>, headers?: HeadersInit): Promise<Response>;
  readonly cookies: Map<string, string>;
  /** Creates the owner through the page, and so logs in. */
  setUp(): Promise<void>;
  /** Proves once more that it is the owner. */
  confirm(): Promise<void>;
}

/** For tests without a browser: nobody fetches them. */
const NO_ASSETS: Assets = {
  script: "/assets/client.js",
  style: "/assets/style.css",
  files: new Map(),
};

export async function openAuthHouse(assets = NO_ASSETS): Promise<AuthHouse> {
  const house = await openTestAuth();
  const cookies = new Map<string, string>();
  const whole: AuthHouse = {
    ...house,
    app: new Hono<Env>(),
    demos: 0,
    cookies,
    async visit(path, form, headers = {}) {
      const response = await whole.app.request(`${ORIGIN}${path}`, {
        ...(form ? { method: "POST", body: new URLSearchParams(form) } : {}),
        headers: {
          host: "localhost:8000",
          accept: "text/html",
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
          ...(form ? { origin: ORIGIN } : {}),
          ...headers,
        },
      });
      for (const cookie of response.headers.getSetCookie()) keep(cookies, cookie);
      return response;
    },
    async setUp() {
      const code = await house.auth.setup.issueCode();
      const form = { code: code!, passphrase: TEST_PASSPHRASE, site: "it" };
      const response = await whole.visit("/setup", form);
      assert.equal(response.status, 303);
    },
    async confirm() {
      const form = { [CONFIRM_FIELD]: TEST_PASSPHRASE };
      assertLeadsTo(
        await whole.visit(confirmFirst("/settings/account"), form),
        "/settings/account",
      );
    },
  };
  mount(whole, assets);
  return whole;
}

function mount(house: AuthHouse, assets: Assets): void {
  const { app, auth, clock } = house;
  const config = readConfig((name) => name === "HOME" ? "/home/anna" : undefined, "linux");
  app.onError(answerProblem(silentLogger));
  app.use(async (c, next) => {
    c.set("requestId", "test");
    c.set("assets", assets);
    c.set("flashKey", new Uint8Array(32));
    await next();
  });
  app.route("/", assetRoutes(assets));
  app.use(preferences({ auth }), checkHost({ auth, config }), redirectToSetup({ auth, config }));
  app.use(readSession({ auth, config }), refuseCrossSite(), requireOwner());
  app.use("/api/v1/*", scopes([["/api/v1/imports", "import"], ["/api/v1/settings", "admin"]]));
  const createDemoItems = () => Promise.resolve(void house.demos++);
  app.route("/setup", setupRoutes({ auth, createDemoItems }));
  app.route("/login", loginRoutes({ auth }));
  app.route("/settings/account", accountRoutes({ auth, clock }));
  app.get("/api/health", (c) => c.json({ status: "ok" }));
  app.all("*", (c) => c.text("inside"));
}

function keep(cookies: Map<string, string>, cookie: string): void {
  const [, name, value] = cookie.match(/^([^=]+)=([^;]*)/)!;
  if (/max-age=0/i.test(cookie)) cookies.delete(name!);
  else cookies.set(name!, value!);
}

/** Status first, then type, then body. */
export async function assertPage(
  response: Response,
  { status, says }: { status: number; says: RegExp },
): Promise<void> {
  assert.equal(response.status, status);
  assert.match(response.headers.get("content-type") ?? "", /^text\/html/);
  assert.match(await response.text(), says);
}

export async function assertProblem(
  response: Response,
  { status, says }: { status: number; says: RegExp },
): Promise<void> {
  assert.equal(response.status, status);
  assert.match(response.headers.get("content-type") ?? "", /^application\/problem\+json/);
  assert.match((await response.json()).detail, says);
}

export function assertLeadsTo(response: Response, path: string): void {
  assert.equal(response.status, 303);
  assert.equal(response.headers.get("location"), path);
}
