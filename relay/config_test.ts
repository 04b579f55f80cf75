/** The relay's settings: what cannot be used is said with its name, and without its secret. */
import assert from "node:assert/strict";
import { readRelayConfig, RELAY_SETTINGS, SettingError } from "./config.ts";

const KEY = "k".repeat(44);
const read = (env: Record<string, string> = {}) =>
  readRelayConfig((name) => ({ RELAY_KEY: KEY, ...env })[name]);

Deno.test("only the key is needed", () => {
  const { port, databaseUrl, redisUrl, self, cloudflared, healthKey } = read();
  assert.deepEqual([port, databaseUrl, redisUrl, self, cloudflared, healthKey], [
    8080,
    null,
    null,
    null,
    null,
    null,
  ]);
});

Deno.test("a machine knows its name by its platform, or by the address that it was given", () => {
  const fly = { FLY_MACHINE_ID: "m1", FLY_PRIVATE_IP: "fdaa::3" };
  assert.deepEqual(read({ RELAY_BEHIND: "fly", ...fly }).self, {
    machine: "m1",
    address: "[fdaa::3]:8080",
  });
  assert.equal(read(fly).self, null, "who is not behind Fly does not believe it");
  const address = "10.0.0.7:8080";
  assert.deepEqual(read({ RELAY_ADDRESS: address }).self, { machine: address, address });
});

Deno.test("without settings every source of webhooks is closed; those that are named are open", () => {
  const closed = read();
  assert.deepEqual([closed.webhookSecrets, closed.unsignedWebhooks.size], [{}, 0]);
  const open = read({ UNSIGNED_WEBHOOKS: " generic, seventeentrack " });
  assert.deepEqual([...open.unsignedWebhooks], ["generic", "seventeentrack"]);
});

Deno.test("what cannot be used is named, and no secret is said", () => {
  const wrong: readonly [Record<string, string>, RegExp][] = [
    [{ RELAY_KEY: "hush" }, /^RELAY_KEY must be at least 32/],
    [{ PORT: "80a" }, /^PORT takes a whole number/],
    [{ DATABASE_URL: "mysql://anna:hush@db" }, /^DATABASE_URL is no address/],
    [{ REDIS_URL: "hush" }, /^REDIS_URL is no address/],
    [{ RELAY_ADDRESS: "10.0.0.7" }, /^RELAY_ADDRESS takes a host and a port/],
    [{ RELAY_HEALTH_KEY: "hush" }, /^RELAY_HEALTH_KEY must be at least 16/],
    [{ RELAY_BEHIND: "nginx" }, /^RELAY_BEHIND takes fly or nothing/],
    [{ ORIGIN_URL: "https://home.example" }, /go together/],
    [{ SENDCLOUD_WEBHOOK_SECRET: "hush" }, /^SENDCLOUD_WEBHOOK_SECRET takes .*16 characters/],
    [{ SEVENTEENTRACK_KEY: "hush" }, /^SEVENTEENTRACK_KEY takes/],
    [{ VINTED_PRO_WEBHOOK_SECRET: "hush" }, /^VINTED_PRO_WEBHOOK_SECRET takes/],
    [{ GENERIC_WEBHOOK_SECRET: "whsec_hush hush!" }, /^GENERIC_WEBHOOK_SECRET takes .*base64/],
    [{ GENERIC_WEBHOOK_SECRET: "v1,whsec_" }, /^GENERIC_WEBHOOK_SECRET takes .*24 bytes/],
    [{ UNSIGNED_WEBHOOKS: "sendcloud,paypal" }, /^UNSIGNED_WEBHOOKS takes .*not "paypal"/],
    [
      { UNSIGNED_WEBHOOKS: "sendcloud", SENDCLOUD_WEBHOOK_SECRET: "hush".repeat(8) },
      /^UNSIGNED_WEBHOOKS names sendcloud, which has a secret/,
    ],
    [{ WEBHOOKS_MB_MAX: "0" }, /^WEBHOOKS_MB_MAX takes a whole number from 1/],
  ];
  for (const [env, said] of wrong) {
    assert.throws(
      () => read(env),
      (error) =>
        error instanceof SettingError && said.test(error.message) &&
        !error.message.includes("hush"),
      JSON.stringify(env),
    );
  }
});

Deno.test("every setting is explained in docs/settings.md with its default", async () => {
  const page = await Deno.readTextFile(new URL("../docs/settings.md", import.meta.url));
  const [, own = ""] = page.split("## The relay's settings");
  for (const [name, value] of Object.entries(RELAY_SETTINGS)) {
    const row = own.split("\n").find((line) => line.startsWith(`| \`${name}\``));
    assert.ok(row, `${name} is missing`);
    if (value) assert.ok(row.includes(value), `${name}: the default ${value} is missing`);
  }
});
