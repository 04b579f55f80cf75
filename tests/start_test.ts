/** Starting and stopping the real program, as a person does in a terminal. */
import assert from "node:assert/strict";
import { SETTINGS } from "../config.ts";
import { translator } from "../locales/mod.ts";
import { tempFolder } from "../services/store/testing.ts";
import { startFakeOllama } from "./fakes/ollama.ts";
import { listen } from "./support/events.ts";
import { startHouse } from "./support/house.ts";
import { moveIn } from "./support/owner.ts";
import { intakeForm } from "./support/photographs.ts";
import { runProgram } from "./support/program.ts";

const t = translator("it");
const ADDRESS = /http:\/\/localhost:\d+/;

Deno.test("a new house prints its address, its folder and the code for the first run", async () => {
  await using folder = await tempFolder();
  const house = await startHouse({ dataDir: `${folder.path}/new` });
  assert.match(house.said, ADDRESS);
  assert.ok(house.said.includes(t("terminal.data", { folder: `${folder.path}/new` })));
  assert.ok(house.said.includes(t("terminal.setup_code", { code: house.setupCode! })));
  assert.match(house.setupCode!, /^[A-Z0-9]{4}-[A-Z0-9]{4}$/);
  const logged = house.said.split("\n").filter((line) => line.startsWith("{"));
  assert.ok(logged.some((line) => line.includes('"event":"started"')), house.said);
  assert.ok(!logged.some((line) => line.includes(house.setupCode!)), "a log line has the code");
  const health = await fetch(`${house.url}/api/health`);
  assert.equal(health.status, 200);
  assert.equal((await health.json()).status, "ok");
  assert.equal(await house.stop(), 0);
});

Deno.test("other accounts of the computer can open nothing in a folder that was open to all", async () => {
  await using folder = await tempFolder();
  await Deno.chmod(folder.path, 0o755);
  const house = await startHouse({ dataDir: folder.path });
  await moveIn(house);
  assert.match(house.said, /"level":"warn","event":"data_was_open_to_other_accounts"/);
  const open: string[] = [];
  for (const name of ["", ...await namesIn(folder.path)]) {
    const { mode } = await Deno.stat(`${folder.path}/${name}`);
    if ((mode! & 0o077) !== 0) open.push(name);
  }
  assert.deepEqual(open, []);
  assert.equal(await house.stop(), 0);
});

const namesIn = (folder: string) => Array.fromAsync(Deno.readDir(folder), ({ name }) => name);

Deno.test("with an owner the code is not printed again", async () => {
  await using folder = await tempFolder();
  const house = await startHouse({ dataDir: folder.path });
  await moveIn(house);
  assert.equal(await house.stop(), 0);
  const again = await startHouse({ dataDir: folder.path });
  assert.equal(again.setupCode, null);
  assert.ok(!again.said.includes(t("terminal.setup_code", { code: "" })));
  await again.stop();
});

Deno.test("--help names every setting, in the terminal's language, and starts nothing", async () => {
  for (const [LANG, words] of [["it_IT.UTF-8", "Per fermare"], ["de_DE.UTF-8", "To stop"]]) {
    const env = { DATA_DIR: "/nonexistent", LANG: LANG! };
    const { code, said } = await runProgram({ args: ["--help"], env });
    assert.equal(code, 0);
    assert.ok(said.includes(words!), said);
    for (const name of Object.keys(SETTINGS)) assert.ok(said.includes(name), name);
  }
});

async function refuses(env: Record<string, string>, sentence: string): Promise<void> {
  const { code, said } = await runProgram({ env });
  assert.equal(said.trim(), sentence);
  assert.equal(code, 1);
}

Deno.test("a port in use is said in one sentence, with the way out", async () => {
  await using folder = await tempFolder();
  const taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = taken.addr;
  await refuses(
    { DATA_DIR: folder.path, PORT: String(port) },
    t("settings.port_in_use", { port: String(port), other: String(port + 1) }),
  );
  taken.close();
});

Deno.test("a data folder that cannot be written is said in one sentence", async () => {
  await using folder = await tempFolder();
  const file = `${folder.path}/file`;
  await Deno.writeTextFile(file, "");
  const dataDir = `${file}/data`;
  await refuses(
    { DATA_DIR: dataDir },
    t("settings.folder_not_writable", { folder: dataDir }),
  );
});

Deno.test("a broken setting is said in one sentence that names it", async () => {
  await using folder = await tempFolder();
  const env = { DATA_DIR: folder.path };
  await refuses({ ...env, PORT: "ottomila" }, t("settings.bad_port", { value: "ottomila" }));
  await refuses(
    { DATA_DIR: "dati" },
    t("settings.folder_not_absolute", { name: "DATA_DIR", value: "dati" }),
  );
  await refuses(
    { ...env, OLLAMA_URL: "ollama" },
    t("settings.bad_url", { name: "OLLAMA_URL", value: "ollama" }),
  );
  await refuses({ ...env, ENCRYPTION_KEY: "corta" }, t("common.bad_key"));
});

Deno.test("a second start on the same data says so and stops; the first goes on", async () => {
  await using folder = await tempFolder();
  const house = await startHouse({ dataDir: folder.path });
  await refuses(
    { DATA_DIR: folder.path },
    t("common.already_running", { folder: folder.path }),
  );
  assert.equal((await fetch(`${house.url}/api/health`).then((r) => r.json())).status, "ok");
  await house.stop();
});

Deno.test("SIGTERM aborts a running model call instead of waiting for it, also while a page listens for events", async () => {
  await using folder = await tempFolder();
  await using ollama = startFakeOllama();
  ollama.answers = [{ silentAfter: "{" }];
  const house = await startHouse({ dataDir: folder.path, env: { OLLAMA_URL: ollama.url } });
  const owner = await moveIn(house);
  await using events = await listen(owner);
  await owner.send("/items/new", await intakeForm(1));
  await events.next(({ title, done }) => title === t("ai.job_item") && done > 0);
  assert.equal(await house.stop(), 0);
  assert.ok(!house.events.includes("jobs.abandoned"), house.events.join());
  await ollama.hungUp;

  const again = await startHouse({ dataDir: folder.path, env: { OLLAMA_URL: ollama.url } });
  await again.stop();
});
