/** The whole app in this process, served on loopback: for journeys that give it foreign servers of their own. */
import { loadAssets } from "../../app/load_assets.ts";
import { readConfig } from "../../config.ts";
import { type Home, openHome, type Outside } from "../../app/home.ts";
import { createApp } from "../../routes/mod.ts";
import { silentLogger } from "../../services/base/log.ts";
import { tempFolder } from "../../services/store/testing.ts";
import type { ReachedHouse } from "./owner.ts";

export interface ServedHouse extends AsyncDisposable {
  readonly house: Home;
  /** The app behind the server, as the tunnel of a relay asks it. */
  readonly fetch: (request: Request, visitor: object) => Response | Promise<Response>;
  /** As `moveIn` and the pages of a browser know a running app. */
  readonly running: ReachedHouse;
}

const ROOT = new URL("../../", import.meta.url);

export async function serveHouse(
  outside: Partial<Outside>,
  env: Readonly<Record<string, string>> = {},
): Promise<ServedHouse> {
  await using opened = new AsyncDisposableStack();
  const folder = opened.use(await tempFolder());
  const settings: Record<string, string> = { ...env, DATA_DIR: `${folder.path}/data` };
  const config = readConfig((name) => settings[name], Deno.build.os);
  const house = await openHome(config, { log: silentLogger, version: "0", ...outside });
  opened.defer(() => house.close());
  const setupCode = await house.services.auth.setup.issueCode();
  const app = createApp(house.services, await loadAssets(ROOT));
  const server = Deno.serve({
    ...{ hostname: "127.0.0.1", port: 0, automaticCompression: true },
    onListen() {},
  }, app.fetch);
  opened.defer(() => server.shutdown());
  house.start();
  const leaving = opened.move();
  return {
    house,
    fetch: app.fetch,
    running: { url: `http://localhost:${server.addr.port}`, setupCode },
    [Symbol.asyncDispose]: () => leaving.disposeAsync(),
  };
}
