import assert from "node:assert/strict";
import type { WebhookSource } from "../protocol/webhooks.ts";
import {
  EVENT_ID_CHARS_MAX,
  eventIdOf,
  isSignatureValid,
  readSecret,
  sha256 as hashOf,
  TOLERANCE_MS,
} from "./webhook_signatures.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const signed = (headers: Record<string, string>, body: string, at = 0) => ({
  headers: new Headers(headers),
  body: bytes(body),
  at,
});

/** The example of the standard's own documentation. */
const STANDARD = {
  secret: readSecret("generic", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")!,
  at: 1_614_265_330_000,
  body: '{"test": 2432232314}',
  headers: {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  },
};
const SENDCLOUD = {
  secret: bytes("secretkey"),
  body: '{"key": "value"}',
  headers: {
    "sendcloud-signature": "1eed4b3d41f4653ac64fd56f1bf1cbfd349e4482cbc11dff7134bd93e5da4b0a",
  },
};

async function sha256(text: string): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes(text))).toHex();
}

async function hmac(secret: string, text: string): Promise<string> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytes(secret), algorithm, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes(text))).toHex();
}

Deno.test("Standard Webhooks: its own example, several signatures, and what is not of it", async (t) => {
  const { secret, at, body, headers } = STANDARD;
  const genuine = (change: Record<string, string>, text = body, now = at, key = secret) =>
    isSignatureValid("generic", signed({ ...headers, ...change }, text, now), key);
  await t.step("is taken", async () => {
    assert.ok(await genuine({}));
    assert.ok(
      await genuine({ "webhook-signature": `v1,AAAA v1a,x ${headers["webhook-signature"]}` }),
    );
  });
  for (
    const [why, wrong] of Object.entries({
      "another body": genuine({}, body.replace(" ", "")),
      "another id": genuine({ "webhook-id": "msg_other" }),
      "no signature": genuine({ "webhook-signature": "" }),
      "half a signature": genuine({ "webhook-signature": "v1,g0hM9SsE" }),
      "only a signature of another kind": genuine({
        "webhook-signature": headers["webhook-signature"].replace("v1", "v1a"),
      }),
      "another time": genuine({ "webhook-timestamp": "1614265331" }),
      "no time": genuine({ "webhook-timestamp": "" }),
      "a time in words": genuine({ "webhook-timestamp": "now" }),
      "too late": genuine({}, body, at + TOLERANCE_MS + 1),
      "too early": genuine({}, body, at - TOLERANCE_MS - 1),
      "another key": genuine({}, body, at, bytes("another key")),
      "an id with a dot": genuine({ "webhook-id": "msg.1" }),
    })
  ) await t.step(`is refused: ${why}`, async () => assert.equal(await wrong, false));
});

Deno.test("Sendcloud: over the raw bytes, so that JSON written anew is refused", async () => {
  const { secret, body, headers } = SENDCLOUD;
  assert.ok(await isSignatureValid("sendcloud", signed(headers, body), secret));
  assert.equal(
    await isSignatureValid("sendcloud", signed(headers, '{"key":"value"}'), secret),
    false,
  );
  assert.equal(await isSignatureValid("sendcloud", signed({}, body), secret), false);
  assert.equal(await isSignatureValid("sendcloud", signed(headers, body), bytes("other")), false);
});

Deno.test("17TRACK: a hash of body and key", async () => {
  const body = '{"event":"TRACKING_UPDATED"}';
  const headers = { sign: await sha256(`${body}/k-1`) };
  assert.ok(await isSignatureValid("seventeentrack", signed(headers, body), bytes("k-1")));
  assert.equal(
    await isSignatureValid("seventeentrack", signed(headers, `${body} `), bytes("k-1")),
    false,
  );
  assert.equal(
    await isSignatureValid("seventeentrack", signed({ sign: "zz" }, body), bytes("k-1")),
    false,
  );
});

Deno.test("Vinted Pro: time and body, within five minutes", async () => {
  const body = '{"event_type":"ITEM_SOLD"}';
  const at = 1_790_000_000_000;
  const header = `t=1790000000,v1=${await hmac("pro-key", `1790000000.${body}`)}`;
  const genuine = (now: number, value = header) =>
    isSignatureValid(
      "vinted-pro",
      signed({ "x-vpi-webhook-hmac-sha256": value }, body, now),
      bytes("pro-key"),
    );
  assert.ok(await genuine(at));
  assert.equal(await genuine(at + TOLERANCE_MS + 1), false);
  assert.equal(await genuine(at, header.replace("t=1790000000", "t=1790000001")), false);
  assert.equal(await genuine(at, "nonsense"), false);
});

Deno.test("Standard Webhooks: svix-… is read as webhook-…, and never one family with the other", () => {
  const { secret, at, body, headers } = STANDARD;
  const asSvix = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.replace("webhook", "svix"), value]),
  );
  assert.ok(isSignatureValid("generic", signed(asSvix, body, at), secret));
  assert.ok(isSignatureValid("generic", signed({ ...asSvix, ...headers }, body, at), secret));
  const mixed = { ...asSvix, "webhook-id": headers["webhook-id"] };
  assert.equal(isSignatureValid("generic", signed(mixed, body, at), secret), false);
});

Deno.test("a secret is read with and without its prefixes; one that checks nothing is refused", () => {
  const base64 = bytes("una chiave di prova di 32 byte!!").toBase64();
  for (const text of [base64, `whsec_${base64}`, `v1,whsec_${base64}`]) {
    assert.deepEqual(readSecret("generic", text), bytes("una chiave di prova di 32 byte!!"), text);
  }
  const short = bytes("23 bytes are too few...").toBase64();
  for (const text of ["whsec_", "v1,whsec_", "whsec_not base64!", `whsec_${short}`]) {
    assert.equal(readSecret("generic", text), null, text);
  }
  assert.equal(readSecret("sendcloud", "fifteen letters"), null);
  assert.deepEqual(
    readSecret("vinted-pro", "sixteen letters!"),
    bytes("sixteen letters!"),
  );
});

Deno.test("eventIdOf() is the sender's id where it has one, else what was said", () => {
  const of = (source: WebhookSource, headers: Record<string, string>, body: string) =>
    eventIdOf(source, { headers: new Headers(headers), bodySha256: hashOf(bytes(body)) });
  assert.equal(of("generic", STANDARD.headers, "a"), "msg_p5jXN8AQM9LWM0D4loKWxJek");
  assert.equal(of("generic", { "svix-id": "msg_2" }, "a"), "msg_2");
  assert.equal(of("sendcloud", {}, "a"), of("sendcloud", { "webhook-id": "x" }, "a"));
  assert.notEqual(of("sendcloud", {}, "a"), of("sendcloud", {}, "b"));
});

Deno.test("an id that would be cut, or that could move the border of what is signed, is no id", () => {
  const of = (id: string) =>
    eventIdOf("generic", { headers: new Headers({ "webhook-id": id }), bodySha256: hashOf() });
  assert.equal(of("x".repeat(EVENT_ID_CHARS_MAX)), "x".repeat(EVENT_ID_CHARS_MAX));
  assert.equal(of("x".repeat(EVENT_ID_CHARS_MAX + 1)), null);
  assert.equal(of("x.1"), null);
});
