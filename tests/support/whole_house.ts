/** The whole app in this process, on a folder of its own, with an owner: for tests that need no browser. */
import { readConfig } from "../../config.ts";
import { openHouse } from "../../house.ts";
import { createApp } from "../../routes/mod.ts";
import type { Services } from "../../routes/services.ts";
import type { Scope } from "../../services/auth/mod.ts";
import { heldClock } from "../../services/clock.ts";
import { silentLogger } from "../../services/log.ts";

export interface TestHouse extends AsyncDisposable {
  readonly services: Services;
  /** Asks the app as a browser on localhost would. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** A new API key with these scopes. */
  key(scopes: readonly Scope[]): Promise<string>;
}

const ORIGIN = "http://localhost:8000";
const PASSPHRASE = "una frase lunga per provare";

export async function openTestHouse(): Promise<TestHouse> {
  const dataDir = await Deno.makeTempDir({ prefix: "vinted-optimizer-test-" });
  const config = readConfig((name) => name === "DATA_DIR" ? dataDir : undefined, Deno.build.os);
  const house = await openHouse(config, { log: silentLogger, version: "0", clock: heldClock() });
  const { services } = house;
  await services.inventory.ready;
  await services.evidence.ready;
  const code = await services.auth.setup.issueCode();
  const profile = { language: "it", site: "it", theme: "auto" } as const;
  await services.auth.setup.createOwner({
    code: code!,
    passphrase: PASSPHRASE,
    profile,
    address: "test",
  });
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
      await Deno.remove(dataDir, { recursive: true });
    },
  };
}
