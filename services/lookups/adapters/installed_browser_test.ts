import assert from "node:assert/strict";
import { tempFolder } from "../../store/testing.ts";
import { findInstalledBrowser } from "./installed_browser.ts";

async function programs(...paths: string[]): Promise<void> {
  for (const path of paths) await Deno.writeTextFile(path, "", { mode: 0o755 });
}

Deno.test("a browser is found by its command anywhere in PATH, Chromium first", async () => {
  await using one = await tempFolder();
  await using two = await tempFolder();
  await programs(`${one.path}/microsoft-edge`, `${two.path}/chromium`);
  const searchPath = ["bin", `${one.path}/`, two.path];
  const find = () => findInstalledBrowser({ chromePath: null, searchPath }, "linux");
  assert.deepEqual(find(), { name: "Chromium", path: `${two.path}/chromium` });
  await Deno.remove(`${two.path}/chromium`);
  assert.deepEqual(find(), { name: "Microsoft Edge", path: `${one.path}/microsoft-edge` });
  await Deno.remove(`${one.path}/microsoft-edge`);
  assert.equal(find(), null);
});

Deno.test("no other browser is looked for when the owner names one", async () => {
  await using folder = await tempFolder();
  await programs(`${folder.path}/chromium`, `${folder.path}/brave-browser`);
  const of = (chromePath: string) =>
    findInstalledBrowser({ chromePath, searchPath: [folder.path] }, "linux");
  assert.equal(of(`${folder.path}/brave-browser`)?.name, "Brave");
  assert.equal(of(`${folder.path}/nothing`), null);
  assert.equal(of(`${folder.path}/chromium/nothing`), null);
});

Deno.test(
  { name: "a browser that the app may not read counts as absent", permissions: { read: false } },
  () => {
    const searchPath = ["/usr/bin", "/bin"];
    assert.equal(findInstalledBrowser({ chromePath: "/bin/sh", searchPath }, "linux"), null);
    assert.equal(findInstalledBrowser({ chromePath: null, searchPath }, "linux"), null);
  },
);
