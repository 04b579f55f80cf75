/** A program that is killed takes its browser with it. Started with an argument, this file is that program. */
import assert from "node:assert/strict";
import { startFakeVinted } from "../../../tests/fakes/vinted.ts";
import { findBrowser } from "../../../tests/support/browser_path.ts";
import { until } from "../../../tests/support/until.ts";
import {
  descendantsOf,
  heldMb,
  type Process,
  processes,
} from "../../../tests/support/processes.ts";
import { tempFolder } from "../../store/testing.ts";
import type { Hosts } from "../browser.ts";
import { createChromium } from "./chromium.ts";

const HELD_MB_MAX = 400;

interface Given {
  readonly path: string;
  readonly folder: string;
  readonly hosts: ReturnType<Hosts>;
}

async function askWithoutEnd({ path, folder, hosts }: Given): Promise<void> {
  const browser = createChromium({
    installed: () => ({ name: "Chromium", path }),
    folder,
    hosts: () => hosts,
  });
  await using visit = await browser.open("it", new AbortController().signal);
  await visit.page("/");
  await visit.page("/items/10051317000");
  const [token, visitor] = ["access_token_web", "anon_id"];
  const cookies = await visit.cookies();
  await visit.ask({
    host: "api",
    path: "/svc-catalogue/items?search_text=scarpe",
    headers: {
      authorization: `Bearer ${cookies.get(token)}`,
      "x-anon-id": cookies.get(visitor) ?? "",
    },
  });
}

/** What the app has, and no more: the browser may be run, not written to, and the app itself asks no address. */
const leave = ({ path, folder }: Given) => [
  "--no-prompt",
  `--allow-read=.,${folder},${path}`,
  `--allow-write=${folder}`,
  `--allow-run=${path}`,
  "--allow-env",
  "--allow-sys",
];

async function stillThere(family: readonly Process[]): Promise<Process[]> {
  const all = await processes();
  return all.filter(({ pid, command }) =>
    family.some((one) => one.pid === pid && one.command === command)
  );
}

Deno.test("a look-up needs little leave, holds under 400 MB, and dies with a program that is killed", async () => {
  await using folder = await tempFolder();
  await using vinted = startFakeVinted();
  vinted.moods.api = ["hangs"];
  const path = await findBrowser();
  assert.ok(path, "No Chromium: run the tests with `deno task test`.");
  const given = { path, folder: `${folder.path}/visits`, hosts: vinted.hosts };
  const program = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", ...leave(given), import.meta.url, JSON.stringify(given)],
    stdin: "null",
  }).spawn();
  await vinted.hanging;
  const family = await descendantsOf(program.pid);
  assert.ok(family.length > 2, JSON.stringify(family));
  const held = await heldMb(family);
  assert.ok(held < HELD_MB_MAX, `${held} MB`);

  program.kill("SIGKILL");
  await program.status;
  await vinted.hungUp;
  await until(
    "every process of the browser has ended",
    async () => (await stillThere(family)).length === 0,
  );
});

if (import.meta.main && Deno.args[0]) await askWithoutEnd(JSON.parse(Deno.args[0]));
