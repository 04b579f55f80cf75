/** Once, not at night, all at once if so wished, and never lost. */
import assert from "node:assert/strict";
import { z } from "zod";
import { type FakeNtfy, startFakeNtfy } from "../../tests/fakes/ntfy.ts";
import { startFakeTelegram } from "../../tests/fakes/telegram.ts";
import { heldClock } from "../base/clock.ts";
import { invalid } from "../base/errors.ts";
import { DAY_MS, HOUR_MS } from "../base/time.ts";
import { defineJob } from "../jobs/mod.ts";
import { tempFolder } from "../store/testing.ts";
import type { Rules } from "./settings.ts";
import { openTestAlerts, testAlert, type TestAlerts } from "./testing.ts";

const at = (iso: string) => heldClock(Date.parse(iso));
const NIGHT = "2026-01-15T22:30+01:00";
const EVENING = "2026-01-15T17:30+01:00";

async function toNtfy({ alerts }: TestAlerts, ntfy: FakeNtfy): Promise<void> {
  await alerts.saveNtfy({ server: ntfy.url, topic: "clothes", token: "" });
}

async function rules({ alerts }: TestAlerts, patch: Partial<Rules>): Promise<void> {
  await alerts.saveRules({ ...await alerts.settings(), ...patch });
}

async function pass({ advance, jobs }: TestAlerts, ms: number): Promise<void> {
  advance(ms);
  await jobs.settled();
}

/** Hour by hour, so that what sets something else going at its hour does so. */
async function passDay(test: TestAlerts): Promise<void> {
  for (let hour = 0; hour < 24; hour++) await pass(test, HOUR_MS);
}

const titles = ({ messages }: FakeNtfy) => messages.map(({ title }) => title);

Deno.test("a key is sent once, also after a restart and when sent concurrently", async () => {
  await using folder = await tempFolder();
  await using ntfy = startFakeNtfy();
  const options = { path: `${folder.path}/records.kv`, clock: heldClock() };
  {
    await using test = await openTestAlerts(options);
    await toNtfy(test, ntfy);
    await Promise.all([test.alerts.send(testAlert("one")), test.alerts.send(testAlert("one"))]);
    await test.jobs.settled();
  }
  await using test = await openTestAlerts(options);
  await test.alerts.send(testAlert("one"));
  await test.alerts.send(testAlert("two"));
  await test.jobs.settled();
  assert.deepEqual(titles(ntfy), ["Failed: one", "Failed: two"]);
});

Deno.test("an alert accepted before a restart is delivered after it", async () => {
  await using folder = await tempFolder();
  await using ntfy = startFakeNtfy();
  const options = { path: `${folder.path}/records.kv`, clock: heldClock() };
  {
    await using test = await openTestAlerts(options);
    await toNtfy(test, ntfy);
    await test.jobs.stop({ withinMs: 1_000 });
    await test.alerts.send(testAlert("one"));
    assert.equal(ntfy.requests, 0);
  }
  await using _ = await openTestAlerts(options);
  assert.deepEqual(titles(ntfy), ["Failed: one"]);
});

Deno.test("during quiet hours alerts wait and arrive as one digest, except urgent ones", async () => {
  await using ntfy = startFakeNtfy();
  await using test = await openTestAlerts({ clock: at(NIGHT) });
  await toNtfy(test, ntfy);
  await rules(test, { baseUrl: "http://casa:8000" });
  for (const name of ["one", "two"]) await test.alerts.send(testAlert(name));
  await test.alerts.send(testAlert("fire", { urgent: true }));
  await test.jobs.settled();
  assert.deepEqual(titles(ntfy), ["Failed: fire"]);
  await pass(test, 9.5 * HOUR_MS - 1);
  assert.equal(ntfy.messages.length, 1);
  await pass(test, 1);
  assert.deepEqual(ntfy.messages.slice(1).map(({ title, message }) => ({ title, message })), [{
    title: "2 alerts",
    message: ["one", "two"].map((name) =>
      `• Failed: ${name}: Alerts arrive on this channel.\n  http://casa:8000/watches`
    ).join("\n"),
  }]);
  assert.deepEqual((await test.alerts.recent()).map(({ state }) => state), [
    "sent",
    "sent",
    "sent",
  ]);
});

Deno.test("a delivery that failed in the evening is not retried during quiet hours", async () => {
  await using ntfy = startFakeNtfy();
  await using test = await openTestAlerts({ clock: at("2026-01-15T21:59+01:00") });
  await toNtfy(test, ntfy);
  ntfy.trouble = { status: 503 };
  await test.alerts.send(testAlert("one"));
  await test.jobs.settled();
  ntfy.trouble = null;
  for (let hour = 0; hour < 10; hour++) await pass(test, HOUR_MS);
  assert.equal(ntfy.requests, 1);
  await pass(test, HOUR_MS);
  assert.deepEqual(titles(ntfy), ["Failed: one"]);
});

Deno.test("a single held alert is sent as itself, not as a digest", async () => {
  await using ntfy = startFakeNtfy();
  await using test = await openTestAlerts({ clock: at(NIGHT) });
  await toNtfy(test, ntfy);
  await test.alerts.send(testAlert("one"));
  await pass(test, 10 * HOUR_MS);
  assert.deepEqual(titles(ntfy), ["Failed: one"]);
});

Deno.test("the daily digest is sent at its hour each day", async () => {
  await using ntfy = startFakeNtfy();
  await using test = await openTestAlerts({ clock: at(EVENING) });
  await toNtfy(test, ntfy);
  await rules(test, { digest: { on: true, hour: 19 } });
  for (const name of ["one", "two", "three"]) await test.alerts.send(testAlert(name));
  await pass(test, HOUR_MS);
  assert.equal(ntfy.messages.length, 0);
  await pass(test, HOUR_MS);
  assert.deepEqual(titles(ntfy), ["3 alerts"]);
  await test.alerts.send(testAlert("four"));
  await pass(test, DAY_MS);
  assert.deepEqual(titles(ntfy), ["3 alerts", "Failed: four"]);
});

Deno.test("a digest that fails is sent later with all its alerts", async () => {
  await using ntfy = startFakeNtfy();
  await using test = await openTestAlerts({ clock: at(NIGHT) });
  await toNtfy(test, ntfy);
  for (const name of ["one", "two"]) await test.alerts.send(testAlert(name));
  ntfy.trouble = { status: 503 };
  // Every attempt is used up in the morning; by night what is left is put in line again.
  await passDay(test);
  const [held] = await test.alerts.recent();
  assert.deepEqual([held?.state, held?.error?.key], ["held", "alerts.failed"]);
  ntfy.trouble = null;
  await passDay(test);
  assert.deepEqual(titles(ntfy), ["2 alerts"]);
});

Deno.test("only the failing channel is retried, and the final failure has its reason", async () => {
  await using ntfy = startFakeNtfy();
  await using telegram = startFakeTelegram();
  await using test = await openTestAlerts();
  await toNtfy(test, ntfy);
  telegram.chats = [{ id: 42, first_name: "Anna" }];
  await test.alerts.saveTelegram({ apiUrl: telegram.url, token: telegram.token, chatId: "" });
  ntfy.trouble = { status: 502 };
  await test.alerts.send(testAlert("one"));
  for (let attempt = 2; attempt <= 13; attempt++) await pass(test, HOUR_MS / 4);
  const became = Object.fromEntries(
    (await test.alerts.recent()).map(({ channel, state, error }) => [channel, [state, error?.key]]),
  );
  assert.deepEqual(became, {
    ntfy: ["failed", "alerts.failed"],
    telegram: ["sent", undefined],
  });
  assert.equal(telegram.messages.length, 1);
  assert.equal(ntfy.requests, 12);
});

Deno.test("alerts go to the channels of their topic, or to their own channels", async () => {
  await using ntfy = startFakeNtfy();
  await using test = await openTestAlerts();
  await toNtfy(test, ntfy);
  const { routing } = await test.alerts.settings();
  await rules(test, { routing: { ...routing, watch: ["email"] } });
  await test.alerts.send(testAlert("nowhere"));
  await test.alerts.send(testAlert("canary", { topic: "canary" }));
  await test.alerts.send(testAlert("named", { channels: ["ntfy", "email"] }));
  await test.jobs.settled();
  assert.deepEqual(titles(ntfy), ["Failed: canary", "Failed: named"]);
});

Deno.test("the heartbeat is sent once a day while it is on, with the count of failures", async () => {
  await using ntfy = startFakeNtfy();
  await using test = await openTestAlerts({ clock: at("2026-01-15T08:30+01:00") });
  await toNtfy(test, ntfy);
  await passDay(test);
  assert.equal(ntfy.messages.length, 0);
  await rules(test, { heartbeat: true });
  await passDay(test);
  await passDay(test);
  assert.deepEqual(titles(ntfy), ["Everything is working", "Everything is working"]);
  ntfy.trouble = { status: 400 };
  await test.alerts.send(testAlert("lost"));
  await test.jobs.settled();
  ntfy.trouble = null;
  await pass(test, HOUR_MS);
  assert.match(ntfy.messages.at(-1)!.message, /one alert has failed/);
});

Deno.test("dead jobs send one alert per kind and day", async () => {
  await using ntfy = startFakeNtfy();
  await using test = await openTestAlerts();
  await toNtfy(test, ntfy);
  const broken = defineJob({
    name: "broken",
    title: "alerts.job_tidy",
    payload: z.null(),
    lane: "files",
    attempts: 1,
    leaseMs: 60_000,
  });
  test.jobs.handle(broken, () => Promise.reject(invalid("alerts.called_off")));
  const told = Promise.withResolvers<void>();
  test.db.onChange((changes) => {
    if (changes.some(({ collection }) => collection === "alert_told")) told.resolve();
  });
  for (let run = 0; run < 3; run++) await test.jobs.enqueueNow(broken, null);
  await told.promise;
  await test.jobs.settled();
  assert.deepEqual(titles(ntfy), ["Failed: Clean up alerts"]);
  assert.equal(ntfy.messages[0]!.message, "You cancelled it.");
});

Deno.test("the delivery of a cancelled job is marked as failed", async () => {
  await using ntfy = startFakeNtfy();
  await using test = await openTestAlerts();
  await toNtfy(test, ntfy);
  ntfy.trouble = { status: 503 };
  await test.alerts.send(testAlert("one"));
  await test.jobs.settled();
  const [job] = await test.jobs.list({ state: "failed" });
  const written = Promise.withResolvers<void>();
  test.db.onChange((changes) => {
    if (changes.some(({ collection }) => collection === "alert_delivery")) written.resolve();
  });
  await test.jobs.cancel(job!.id);
  await written.promise;
  const [delivery] = await test.alerts.recent();
  assert.deepEqual([delivery?.state, delivery?.error?.key], ["failed", "alerts.called_off"]);
});

Deno.test("a hundred deliveries are kept, and keys for half a year", async () => {
  await using ntfy = startFakeNtfy();
  await using test = await openTestAlerts({ clock: at("2026-01-15T12:00+01:00") });
  await toNtfy(test, ntfy);
  for (let number = 0; number < 120; number++) await test.alerts.send(testAlert(String(number)));
  await test.jobs.settled();
  assert.equal(ntfy.messages.length, 120);
  await pass(test, DAY_MS);
  const { entries } = await test.store.list({ prefix: [] }, { limit: 10_000 });
  const kept = (name: string) =>
    entries.filter(({ key: [kind, collection] }) => kind === "record" && collection === name)
      .length;
  assert.equal(kept("alert_delivery"), 100);
  assert.equal(kept("alert_told"), 120);
  await pass(test, 181 * DAY_MS);
  await test.alerts.send(testAlert("0"));
  await test.jobs.settled();
  assert.equal(ntfy.messages.length, 121);
});

Deno.test("no secret is readable on disk or returned by the service", async () => {
  await using test = await openTestAlerts();
  const token = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";
  await test.alerts.saveNtfy({
    server: "https://ntfy.sh",
    topic: "secret-topic",
    token: "tk_secret",
  });
  await test.alerts.saveTelegram({ apiUrl: "", token, chatId: "42" });
  await test.alerts.saveEmail({
    host: "smtp.example.org",
    port: "465",
    security: "tls",
    user: "anna",
    password: "secret-password",
    from: "anna@example.org",
    to: "anna@example.org",
  });
  const keys = { p256dh: "secret-p256dh", auth: "secret-auth" };
  await test.alerts.devices.add(
    { endpoint: "https://push.example/secret-device", keys },
    "a browser",
  );
  const publicKey = await test.alerts.pushKey();
  assert.equal(await test.alerts.pushKey(), publicKey);
  const { entries } = await test.store.list({ prefix: [] }, { limit: 10_000 });
  assert.doesNotMatch(
    JSON.stringify(entries),
    /secret-|tk_secret|110201543|privateKey":"[-\w]{43}/,
  );
  const shown = JSON.stringify([await test.alerts.settings(), await test.alerts.devices.list()]);
  assert.doesNotMatch(shown, /secret-(?!topic)|tk_secret|110201543/);
});

Deno.test("an empty secret keeps the stored one for the same server only", async () => {
  await using one = startFakeNtfy();
  await using other = startFakeNtfy();
  await using test = await openTestAlerts();
  one.token = "tk_secret";
  await test.alerts.saveNtfy({ server: one.url, topic: "clothes", token: "tk_secret" });
  await test.alerts.saveNtfy({ server: one.url, topic: "shoes", token: "" });
  await test.alerts.send(testAlert("one"));
  await test.jobs.settled();
  assert.equal(one.messages.length, 1);
  await test.alerts.saveNtfy({ server: other.url, topic: "shoes", token: "" });
  assert.equal((await test.alerts.settings()).ntfy?.hasToken, false);
});

Deno.test("an invalid setting is refused with the name of its field", async () => {
  await using test = await openTestAlerts();
  const ntfy = { server: "https://ntfy.sh", topic: "clothes", token: "" };
  const email = {
    host: "smtp.example.org",
    port: "465",
    security: "tls",
    user: "",
    password: "",
    from: "anna@example.org",
    to: "anna@example.org",
  };
  const { saveNtfy, saveEmail, saveRules, settings } = test.alerts;
  const kept = await settings();
  const refused: [() => Promise<void>, string][] = [
    [() => saveNtfy({ ...ntfy, server: "ntfy.sh" }), "server"],
    [() => saveNtfy({ ...ntfy, server: "file:///etc/passwd" }), "server"],
    [() => saveNtfy({ ...ntfy, server: "https://anna:secret@ntfy.sh" }), "server"],
    [() => saveNtfy({ ...ntfy, topic: "two words" }), "topic"],
    [() => saveNtfy({ ...ntfy, token: "tk\r\nx-evil: 1" }), "token"],
    [() => saveEmail({ ...email, host: "https://smtp.example.org" }), "host"],
    [() => saveEmail({ ...email, port: "70000" }), "port"],
    [() => saveEmail({ ...email, to: "anna@example.org\r\nBcc: all@example.org" }), "to"],
    [() => saveEmail({ ...email, user: "anna" }), "password"],
    [() => saveEmail({ ...email, security: "none", user: "anna", password: "x" }), "security"],
    [() => saveRules({ ...kept, quiet: { on: true, from: 8, to: 8 } }), "quiet"],
    [() => saveRules({ ...kept, baseUrl: "javascript:alert(1)" }), "baseUrl"],
  ];
  for (const [saving, field] of refused) {
    await assert.rejects(saving(), { code: "invalid", key: `alerts.wrong_${field}` });
  }
  const endpoint = "http://169.254.169.254/latest";
  const keys = { p256dh: "a", auth: "b" };
  await assert.rejects(test.alerts.devices.add({ endpoint, keys }, "a"), { code: "invalid" });
  await assert.rejects(test.alerts.send(testAlert("evil", { link: "javascript:alert(1)" })));
  await assert.rejects(test.alerts.send(testAlert("evil", { link: "//evil.example" })));
});
