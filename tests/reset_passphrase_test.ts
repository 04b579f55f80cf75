/** The way back in for who has the computer: the task itself, on a data folder of its own. */
import assert from "node:assert/strict";
import { readConfig } from "../config.ts";
import { type Home, openHome } from "../app/home.ts";
import { TEST_PASSPHRASE, withOwner } from "../services/auth/testing.ts";
import { silentLogger } from "../services/base/log.ts";
import { tempFolder } from "../services/store/testing.ts";

const ROOT = new URL("..", import.meta.url);
const visitor = { address: "127.0.0.1", way: "home", userAgent: "" } as const;

function open(dataDir: string): Promise<Home> {
  const config = readConfig((name) => name === "DATA_DIR" ? dataDir : undefined, "linux");
  return openHome(config, { log: silentLogger, version: "test" });
}

/** Runs the task of deno.json as it stands there. */
async function reset(dataDir: string): Promise<{ code: number; said: string }> {
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "reset-passphrase"],
    cwd: ROOT,
    env: { DATA_DIR: dataDir, LANG: "it_IT.UTF-8", LC_ALL: "", NO_COLOR: "1" },
    stdin: "null",
    stderr: "null",
  }).output();
  return { code, said: new TextDecoder().decode(stdout) };
}

Deno.test("reset-passphrase says so when nobody lives there yet", async () => {
  await using folder = await tempFolder();
  const { code, said } = await reset(folder.path);
  assert.equal(code, 1);
  assert.match(said, /Qui non c’è ancora nessuno/);
});

Deno.test("reset-passphrase waits until the app is stopped, then prints a passphrase that works", async () => {
  await using folder = await tempFolder();
  const before = await open(folder.path);
  await withOwner(before.services.auth);
  const { token } = await before.services.auth.login.withPassphrase(TEST_PASSPHRASE, visitor);
  const refused = await reset(folder.path);
  assert.equal(refused.code, 1);
  assert.match(refused.said, /è già aperta su questi dati/);
  await before.close();

  const { code, said } = await reset(folder.path);
  assert.equal(code, 0);
  const passphrase = said.match(/(\w{4}-){3}\w{4}/)![0];

  const after = await open(folder.path);
  const { login, sessions } = after.services.auth;
  assert.equal(await sessions.recognise(token), null);
  await assert.rejects(login.withPassphrase(TEST_PASSPHRASE, visitor));
  assert.ok(await sessions.recognise((await login.withPassphrase(passphrase, visitor)).token));
  await after.close();
});
