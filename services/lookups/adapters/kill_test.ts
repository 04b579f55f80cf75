/** The browser ends when the program is killed. With an argument, this file is the program that is killed. */
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

interface ProgramInput {
  readonly path: string;
  readonly folder: string;
  readonly hosts: ReturnType<Hosts>;
}

async function runHangingLookup({ path, folder, hosts }: ProgramInput): Promise<void> {
  const browser = createChromium({
    installed: () => ({ name: "Chromium", path }),
    folder,
    hosts: () => hosts,
  });
  await using visit = await browser.open("it", new AbortController().signal);
  await visit.openPage("/");
  await visit.openPage("/items/10051317000");
  const [token, visitor] = ["access_token_web", "anon_id"];
  const cookies = await visit.cookies();
  await visit.fetchApi({
    host: "api",
    path: "/svc-catalogue/items?search_text=scarpe",
    headers: {
      authorization: `Bearer ${cookies.get(token)}`,
      "x-anon-id": cookies.get(visitor) ?? "",
    },
  });
}

/** The permissions of the app: it may run the browser, not write to it, and has no network of its own. */
const permissions = ({ path, folder }: ProgramInput) => [
  "--no-prompt",
  `--allow-read=.,${folder},${path}`,
  `--allow-write=${folder}`,
  `--allow-run=${path}`,
  "--allow-env",
  "--allow-sys",
];

async function findAlive(family: readonly Process[]): Promise<Process[]> {
  const all = await processes();
  return all.filter(({ pid, command }) =>
    family.some((one) => one.pid === pid && one.command === command)
  );
}

Deno.test("a look-up runs with the app's permissions, stays under 400 MB, and ends when the program is killed", async () => {
  await using folder = await tempFolder();
  await using vinted = startFakeVinted();
  vinted.moods.api = ["hangs"];
  const path = await findBrowser();
  assert.ok(path, "No Chromium: run the tests with `deno task test`.");
  const input = { path, folder: `${folder.path}/visits`, hosts: vinted.hosts };
  const program = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", ...permissions(input), import.meta.url, JSON.stringify(input)],
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
    async () => (await findAlive(family)).length === 0,
  );
});

if (import.meta.main && Deno.args[0]) await runHangingLookup(JSON.parse(Deno.args[0]));
