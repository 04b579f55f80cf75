/** Each channel through the room's own jobs, to a server that speaks its protocol. */
import assert from "node:assert/strict";
import { startFakeNtfy } from "../../tests/fakes/ntfy.ts";
import { startFakePush } from "../../tests/fakes/push.ts";
import { startFakeSmtp } from "../../tests/fakes/smtp.ts";
import { RETRY_AFTER_SECONDS, startFakeTelegram } from "../../tests/fakes/telegram.ts";
import { createEmail } from "./adapters/email.ts";
import { openTestAlerts, testAlert, type TestAlerts } from "./testing.ts";

const TITLE = "Failed: Search";
const BODY = "Alerts arrive on this channel.";
const HOME = "http://192.168.1.5:8000";

async function tell({ alerts, jobs }: TestAlerts, news = testAlert("Search")): Promise<void> {
  await alerts.send(news);
  await jobs.settled();
}

async function lastOf({ alerts }: TestAlerts) {
  const [last] = await alerts.recent();
  return { state: last?.state, error: last?.error?.key };
}

async function withHome({ alerts }: TestAlerts): Promise<void> {
  await alerts.saveRules({ ...await alerts.settings(), baseUrl: HOME });
}

const SMTP_LOGIN = { user: "anna", password: "pass word-Ü." };
const emailTo = ({ host, port }: { host: string; port: number }, security: string) => ({
  host,
  port: String(port),
  security,
  user: "",
  password: "",
  from: "house@example.org",
  to: "anna@example.org",
});

Deno.test("ntfy receives JSON at its root with topic, text, link and token", async () => {
  await using ntfy = startFakeNtfy();
  await using test = await openTestAlerts();
  ntfy.token = "tk_secret";
  await withHome(test);
  await test.alerts.saveNtfy({ server: `${ntfy.url}/`, topic: "clothes-7f3k", token: "tk_secret" });
  await tell(test);
  assert.deepEqual(ntfy.messages, [{
    topic: "clothes-7f3k",
    title: TITLE,
    message: BODY,
    priority: 3,
    click: `${HOME}/watches`,
  }]);
  assert.deepEqual(await lastOf(test), { state: "sent", error: undefined });
});

Deno.test("redirects of an ntfy server are not followed", async () => {
  await using other = startFakeNtfy();
  await using ntfy = startFakeNtfy();
  await using test = await openTestAlerts();
  ntfy.trouble = { status: 307, headers: { location: other.url } };
  await test.alerts.saveNtfy({ server: ntfy.url, topic: "clothes", token: "" });
  await tell(test);
  assert.deepEqual(await lastOf(test), { state: "failed", error: "alerts.redirected" });
  assert.equal(other.requests, 0);
});

Deno.test("a refused token is a final failure with its own message", async () => {
  await using ntfy = startFakeNtfy();
  await using test = await openTestAlerts();
  ntfy.token = "tk_secret";
  await test.alerts.saveNtfy({ server: ntfy.url, topic: "clothes", token: "tk_other" });
  await tell(test);
  assert.deepEqual(await lastOf(test), { state: "failed", error: "alerts.ntfy_refused" });
});

Deno.test("Telegram finds the chat, writes to it, and waits as long as it is asked to", async () => {
  await using telegram = startFakeTelegram();
  await using test = await openTestAlerts();
  const typed = { apiUrl: telegram.url, token: telegram.token, chatId: "" };
  await assert.rejects(test.alerts.saveTelegram(typed), { key: "alerts.telegram_nobody" });
  telegram.chats = [{ id: 7, first_name: "Bruno" }, { id: 42, first_name: "Anna" }];
  await test.alerts.saveTelegram(typed);
  assert.deepEqual((await test.alerts.settings()).telegram, {
    apiUrl: telegram.url,
    chatId: "42",
    chatName: "Anna",
  });
  telegram.tooMany = 1;
  await tell(test);
  assert.deepEqual(await lastOf(test), { state: "waiting", error: "alerts.busy" });
  test.advance(RETRY_AFTER_SECONDS * 1_000 - 1);
  await test.jobs.settled();
  assert.equal(telegram.messages.length, 0);
  test.advance(1);
  await test.jobs.settled();
  const [message] = telegram.messages;
  assert.equal(message?.chat_id, "42");
  assert.equal(message?.text, `${TITLE}\n${BODY}`);
  const [bold] = message?.entities ?? [];
  assert.equal(message?.text.slice(bold!.offset, bold!.offset + bold!.length), TITLE);
  assert.deepEqual(await lastOf(test), { state: "sent", error: undefined });
});

Deno.test("no error of Telegram contains the bot's token", async () => {
  const telegram = startFakeTelegram();
  await using test = await openTestAlerts();
  telegram.chats = [{ id: 42, first_name: "Anna" }];
  const typed = { apiUrl: telegram.url, token: telegram.token, chatId: "42" };
  await test.alerts.saveTelegram(typed);
  await telegram.close();
  const thrown = await test.alerts.saveTelegram({ ...typed, chatId: "" }).catch((error) => error);
  assert.equal(thrown.key, "alerts.silent");
  assert.ok(!Deno.inspect(thrown).includes(telegram.token));
  await tell(test);
  assert.deepEqual(await lastOf(test), { state: "waiting", error: "alerts.silent" });
});

for (const tls of [true, false]) {
  const how = tls ? "TLS from the first byte" : "STARTTLS";
  Deno.test(`e-mail is sent with ${how} with a login, dots and all`, async () => {
    await using smtp = startFakeSmtp({ tls, login: SMTP_LOGIN });
    await using test = await openTestAlerts();
    await withHome(test);
    await test.alerts.saveEmail({
      ...emailTo(smtp, tls ? "tls" : "starttls"),
      ...SMTP_LOGIN,
    });
    const body = { key: "alerts.digest_title", params: { count: 2 } };
    await tell(test, testAlert("\n.\n..Search è", { body }));
    assert.deepEqual(await lastOf(test), { state: "sent", error: undefined });
    const [mail] = smtp.mails;
    const { from, to, secure, user } = mail!;
    assert.deepEqual({ from, to, secure, user }, {
      from: "house@example.org",
      to: ["anna@example.org"],
      secure: true,
      user: SMTP_LOGIN.user,
    });
    assert.match(mail!.data, /^Subject: =\?UTF-8\?/m);
    assert.match(mail!.data, /\r\n\r\n2 alerts\r\n\r\nhttp:\/\/192\.168\.1\.5:8000\/watches$/);
  });
}

Deno.test("a text of dots arrives unchanged", async () => {
  await using smtp = startFakeSmtp();
  await using test = await openTestAlerts();
  await test.alerts.saveEmail(emailTo(smtp, "none"));
  const body = { key: "alerts.dead_title", params: { job: "\n.\n..two\nend" } };
  await tell(test, testAlert("Search", { body, link: undefined }));
  assert.match(smtp.mails[0]!.data, /Failed: ?\r\n\.\r\n\.\.two\r\nend/);
});

Deno.test("no password is sent to an e-mail server with an untrusted certificate", async () => {
  await using smtp = startFakeSmtp({ tls: true, login: SMTP_LOGIN });
  const place = {
    ...emailTo(smtp, "tls"),
    ...SMTP_LOGIN,
    port: smtp.port,
    security: "tls" as const,
  };
  const message = { id: "1", title: "a", body: "b", urgent: false };
  await assert.rejects(createEmail()(place, message, new AbortController().signal), {
    key: "alerts.email_encryption",
  });
  assert.equal(smtp.mails.length, 0);
});

Deno.test("a wrong password and a refused recipient are final failures, a busy server is not", async () => {
  await using smtp = startFakeSmtp({ tls: true, login: SMTP_LOGIN });
  await using test = await openTestAlerts();
  await test.alerts.saveEmail({ ...emailTo(smtp, "tls"), user: "anna", password: "wrong" });
  await tell(test);
  assert.deepEqual(await lastOf(test), { state: "failed", error: "alerts.email_login" });
  await test.alerts.saveEmail({ ...emailTo(smtp, "tls"), ...SMTP_LOGIN });
  smtp.refusal = "550 5.1.1 no such user";
  await tell(test, testAlert("second"));
  assert.deepEqual(await lastOf(test), { state: "failed", error: "alerts.email_refused" });
  smtp.refusal = "450 4.2.1 try later";
  await tell(test, testAlert("third"));
  assert.deepEqual(await lastOf(test), { state: "waiting", error: "alerts.email_later" });
});

Deno.test("a push message is encrypted for its browser and signed by this home", async () => {
  await using push = startFakePush();
  await using test = await openTestAlerts();
  const browser = await push.subscribe(await test.alerts.pushKey());
  await test.alerts.devices.add(browser.json, "Chrome on Android");
  await tell(test, testAlert("Search", { urgent: true }));
  assert.deepEqual(await lastOf(test), { state: "sent", error: undefined });
  const [{ data, urgency, ttl }] = browser.shown as [typeof browser.shown[number]];
  assert.deepEqual({ title: data.title, body: data.body, link: data.link }, {
    title: TITLE,
    body: BODY,
    link: "/watches",
  });
  assert.equal(urgency, "high");
  assert.equal(ttl, 86_400);
});

Deno.test("a private sender is not named to a push service", async () => {
  await using push = startFakePush();
  await using smtp = startFakeSmtp();
  await using test = await openTestAlerts();
  push.refusesContact = /\.local$/;
  await test.alerts.saveEmail({ ...emailTo(smtp, "none"), from: "house@casa.local" });
  const browser = await push.subscribe(await test.alerts.pushKey());
  await test.alerts.devices.add(browser.json, "Safari on iPhone");
  await tell(test);
  assert.equal(browser.shown.length, 1);
  assert.deepEqual(push.contacts, ["mailto:nobody@example.com"]);
});

Deno.test("a refused contact is named in the failure, and the device stays", async () => {
  await using push = startFakePush();
  await using test = await openTestAlerts();
  push.refusesContact = /example\.com$/;
  const browser = await push.subscribe(await test.alerts.pushKey());
  await test.alerts.devices.add(browser.json, "Safari on iPhone");
  await tell(test);
  const [last] = await test.alerts.recent();
  assert.deepEqual(last?.error, {
    key: "alerts.push_contact_refused",
    params: { host: new URL(push.url).host, contact: "mailto:nobody@example.com" },
  });
});

Deno.test("a push message that is too long is truncated", async () => {
  await using push = startFakePush();
  await using test = await openTestAlerts();
  const browser = await push.subscribe(await test.alerts.pushKey());
  await test.alerts.devices.add(browser.json, "Chrome on Android");
  const body = { key: "alerts.dead_title", params: { job: "😀".repeat(1_000) } };
  await tell(test, testAlert("é".repeat(2_000), { key: "long", body }));
  const { data } = browser.shown[0]!;
  assert.ok(data.title.endsWith("…") && data.body.endsWith("😀…"), JSON.stringify(data));
});

Deno.test("410 Gone removes the browser; each other browser receives the message once", async () => {
  await using push = startFakePush();
  await using test = await openTestAlerts();
  const key = await test.alerts.pushKey();
  const [well, gone, down] = [
    await push.subscribe(key),
    await push.subscribe(key),
    await push.subscribe(key),
  ];
  for (const { json } of [well, gone, down]) await test.alerts.devices.add(json, "a browser");
  gone.answer = 410;
  down.answer = 503;
  await tell(test);
  assert.equal((await test.alerts.devices.list()).length, 2);
  assert.deepEqual(await lastOf(test), { state: "waiting", error: "alerts.failed" });
  down.answer = null;
  test.advance(60_000);
  await test.jobs.settled();
  assert.deepEqual([well, gone, down].map(({ shown }) => shown.length), [1, 0, 1]);
  assert.deepEqual(await lastOf(test), { state: "sent", error: undefined });
});

Deno.test("a subscription under another home's key fails with its own message", async () => {
  await using push = startFakePush();
  await using other = await openTestAlerts();
  await using test = await openTestAlerts();
  const browser = await push.subscribe(await other.alerts.pushKey());
  await test.alerts.devices.add(browser.json, "a browser");
  await tell(test);
  assert.deepEqual(await lastOf(test), { state: "failed", error: "alerts.push_refused" });
});
