import assert from "node:assert/strict";
import { type Environment, readConfig, SETTINGS } from "./config.ts";
import { isFailure } from "./services/base/errors.ts";

const of = (values: Record<string, string>): Environment => (name) => values[name];

Deno.test("readConfig() fills every setting with its default", () => {
  const config = readConfig(of({ HOME: "/home/anna" }), "linux");
  assert.equal(config.dataDir, "/home/anna/.local/share/vinted-optimizer");
  assert.equal(config.port, 8000);
  assert.equal(config.encryptionKey, null);
  assert.deepEqual(config.publicHosts, []);
});

Deno.test("readConfig() uses each platform's usual place for data", () => {
  assert.equal(
    readConfig(of({ HOME: "/Users/anna" }), "darwin").dataDir,
    "/Users/anna/Library/Application Support/Vinted Optimizer",
  );
  assert.equal(
    readConfig(of({ HOME: "/home/anna", XDG_DATA_HOME: "/srv/share" }), "linux").dataDir,
    "/srv/share/vinted-optimizer",
  );
  assert.equal(readConfig(of({ DATA_DIR: "/mnt/photos/" }), "linux").dataDir, "/mnt/photos");
});

Deno.test("readConfig() names the setting that cannot be used", () => {
  const refused: [Record<string, string>, string][] = [
    [{ PORT: "80a" }, "settings.bad_port"],
    [{ PORT: "70000" }, "settings.bad_port"],
    [{ DATA_DIR: "photos" }, "settings.folder_not_absolute"],
    [{ OLLAMA_URL: "localhost:11434" }, "settings.bad_url"],
    [{ LOG_LEVEL: "loud" }, "settings.bad_log_level"],
    [
      { RELAY_URL: "https://a", RELAY_KEY: "k".repeat(32), RELAY_WAY: "pigeon" },
      "relay.bad_way",
    ],
    [{ CHROME_PATH: "chromium" }, "lookups.path_not_absolute"],
    [{ PUBLIC_ORIGIN: "casa.example" }, "settings.bad_origin"],
    [{ PUBLIC_ORIGIN: "http://casa.example" }, "settings.bad_origin"],
    [{ PUBLIC_ORIGIN: "https://casa.example/app" }, "settings.bad_origin"],
    [{ PUBLIC_ORIGIN: "https://anna@casa.example" }, "settings.bad_origin"],
    [{ CONNECTIONS_MAX: "3" }, "settings.bad_connections"],
    [{ CONNECTIONS_MAX: "many" }, "settings.bad_connections"],
    [{ FILES_DIR: "photos" }, "settings.folder_not_absolute"],
    [{ STORE_URL: "mysql://a", ENCRYPTION_KEY: "k" }, "settings.bad_store_url"],
    [{ STORE_URL: "postgres://a/b" }, "settings.store_needs_key"],
    [{ RELAY_URL: "https://casa.example" }, "relay.half_configured"],
    [{ RELAY_KEY: "k".repeat(32) }, "relay.half_configured"],
    [{ RELAY_URL: "https://casa.example", RELAY_KEY: "short" }, "relay.key_too_short"],
    [{ RELAY_URL: "casa.example", RELAY_KEY: "k".repeat(32) }, "settings.bad_url"],
    [{ HOME: "" }, "settings.no_home"],
  ];
  for (const [values, key] of refused) {
    assert.throws(
      () => readConfig(of({ HOME: "/home/anna", ...values }), "linux"),
      (error) => isFailure(error, "invalid") && error.key === key,
      key,
    );
  }
});

Deno.test("readConfig() lets the app be called by its public origin", () => {
  const env = { HOME: "/home/anna", PUBLIC_HOSTS: "imac", PUBLIC_ORIGIN: "https://Casa.example/" };
  const { publicOrigin, publicHosts } = readConfig(of(env), "linux");
  assert.equal(publicOrigin, "https://casa.example");
  assert.deepEqual(publicHosts, ["imac", "casa.example"]);
});

Deno.test("readConfig() never says the database's password", () => {
  assert.throws(
    () => readConfig(of({ HOME: "/home/anna", STORE_URL: "mysql://anna:secret@db" }), "linux"),
    (error) => isFailure(error) && !error.message.includes("secret"),
  );
});

Deno.test("every setting is explained in docs/settings.md with its default", async () => {
  const page = await Deno.readTextFile(new URL("docs/settings.md", import.meta.url));
  for (const [name, value] of Object.entries(SETTINGS)) {
    const row = page.split("\n").find((line) => line.startsWith(`| \`${name}\``));
    assert.ok(row, `${name} is missing`);
    if (value) assert.ok(row.includes(value), `${name}: the default ${value} is missing`);
  }
});
