/** The whole app in this process, on a folder of its own, with an owner: for tests that need no browser. */
import { readConfig } from "../../config.ts";
import { openHome } from "../../app/home.ts";
import { createApp } from "../../routes/mod.ts";
import type { Services } from "../../routes/services.ts";
import type { Scope } from "../../services/auth/mod.ts";
import { heldClock } from "../../services/base/clock.ts";
import { silentLogger } from "../../services/base/log.ts";

export interface TestHouse extends AsyncDisposable {
  readonly services: Services;
  /** Asks the app as a browser on localhost would. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** A new API key with these scopes. */
  key(scopes: readonly Scope[]): Promise<string>;
}

const ORIGIN = "http://localhost:8000";
export const PASSPHRASE = "una frase lunga per provare";

export interface TestHouseOptions {
  /** Settings, besides the folder. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the store may know the owner already. @default false */
  readonly again?: boolean;
  /** Stays when the house closes. @default one that goes away */
  readonly dataDir?: string;
}

export async function openTestHouse(options: TestHouseOptions = {}): Promise<TestHouse> {
  const { env = {}, again = false } = options;
  const dataDir = options.dataDir ?? await Deno.makeTempDir({ prefix: "vinted-optimizer-test-" });
  const settings: Record<string, string> = { ...env, DATA_DIR: dataDir };
  const config = readConfig((name) => settings[name], Deno.build.os);
  const house = await openHome(config, { log: silentLogger, version: "0", clock: heldClock() });
  const { services } = house;
  await services.inventory.ready;
  await services.evidence.ready;
  if (!again) await createOwner(services);
  const app = createApp(services, {
    script: "/assets/a.js",
    style: "/assets/a.css",
    files: new Map(),
  });
  return {
    services,
    async fetch(path, init = {}) {
      const headers = new Headers(init.headers);
      headers.set("host", "localhost:8000");
      return await app.request(`${ORIGIN}${path}`, { ...init, headers });
    },
    key: (scopes) => services.auth.tokens.create({ name: "test", scopes: [...scopes] }),
    async [Symbol.asyncDispose]() {
      await house.close();
      if (!options.dataDir) await Deno.remove(dataDir, { recursive: true });
    },
  };
}

async function createOwner({ auth }: Services): Promise<void> {
  const code = await auth.setup.issueCode();
  const profile = { language: "it", site: "it", theme: "auto" } as const;
  await auth.setup.createOwner({
    code: code!,
    passphrase: PASSPHRASE,
    profile,
    address: "test",
    way: "home",
  });
}
