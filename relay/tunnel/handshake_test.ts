/** A7, the handshake itself: who is believed by whom, and who is not. */
import assert from "node:assert/strict";
import { introduce } from "../../services/uplink/handshake.ts";
import { CLOSED, newNonce, proofOf, PROTOCOL_VERSION } from "../protocol.ts";
import { greet } from "./handshake.ts";

const KEY = "a shared key that only tests know, long enough";
const OTHER = "another key that somebody else has, long enough";

const said = (word: { say: string } | object): string => (word as { say: string }).say;
const told = (verdict: { welcome: string } | object): string =>
  (verdict as { welcome: string }).welcome;
const changed = (text: string, change: Record<string, unknown>): string =>
  JSON.stringify({ ...JSON.parse(text), ...change });

Deno.test("A7 the same key on both sides: each believes the other", () => {
  const [relay, home] = [greet(KEY), introduce(KEY)];
  const verdict = relay.judge(said(home.hear(relay.challenge)));
  assert.deepEqual(home.hear(told(verdict)), { done: true });
});

/** What a home says to a challenge, and what the relay then makes of it. */
const REFUSED_BY_THE_RELAY: Readonly<Record<string, (challenge: string) => [string, number]>> = {
  "wrong key at home": (challenge) => [said(introduce(OTHER).hear(challenge)), CLOSED.wrongKey],
  "replayed: an answer heard in an earlier handshake": () => {
    const earlier = greet(KEY);
    return [said(introduce(KEY).hear(earlier.challenge)), CLOSED.wrongKey];
  },
  "reflected: the relay's own proof, sent back": (challenge) => {
    const { version, nonce: relayNonce } = JSON.parse(challenge);
    const nonce = newNonce();
    const proof = proofOf(KEY, "relay", { version, relayNonce, homeNonce: nonce });
    return [JSON.stringify({ version, nonce, proof }), CLOSED.wrongKey];
  },
  "a proof for other nonces": (challenge) => [
    changed(said(introduce(KEY).hear(challenge)), { nonce: newNonce() }),
    CLOSED.wrongKey,
  ],
  "another version": (challenge) => [
    changed(said(introduce(KEY).hear(challenge)), { version: PROTOCOL_VERSION + 1 }),
    CLOSED.otherVersion,
  ],
  "downgrade: an older version, rightly proved": (challenge) => {
    const [version, nonce] = [PROTOCOL_VERSION - 1, newNonce()];
    const relayNonce = JSON.parse(challenge).nonce;
    const proof = proofOf(KEY, "home", { version, relayNonce, homeNonce: nonce });
    return [JSON.stringify({ version, nonce, proof }), CLOSED.otherVersion];
  },
  "nothing": () => ["", CLOSED.badHandshake],
  "no JSON": () => ["hello", CLOSED.badHandshake],
  "null": () => ["null", CLOSED.badHandshake],
  "a list": () => ["[]", CLOSED.badHandshake],
  "no proof": (challenge) => [
    changed(said(introduce(KEY).hear(challenge)), { proof: undefined }),
    CLOSED.badHandshake,
  ],
  "an empty proof": (challenge) => [
    changed(said(introduce(KEY).hear(challenge)), { proof: "" }),
    CLOSED.badHandshake,
  ],
  "a version that is no number": (challenge) => [
    changed(said(introduce(KEY).hear(challenge)), { version: "1" }),
    CLOSED.badHandshake,
  ],
};

for (const [name, answer] of Object.entries(REFUSED_BY_THE_RELAY)) {
  Deno.test(`A7 the relay refuses: ${name}`, () => {
    const relay = greet(KEY);
    const [text, code] = answer(relay.challenge);
    const verdict = relay.judge(text);
    assert.ok("code" in verdict, "it was believed");
    assert.equal(verdict.code, code);
    assert.ok(new TextEncoder().encode(verdict.why).length <= 123, "a close frame takes no more");
  });
}

/** What a relay says in turn; the last word must make home leave. */
const REFUSED_BY_HOME: Readonly<Record<string, (answer: string) => [string, number]>> = {
  "wrong key at the relay": (answer) => {
    const { version, nonce: homeNonce } = JSON.parse(answer);
    const proof = proofOf(OTHER, "relay", { version, relayNonce: newNonce(), homeNonce });
    return [JSON.stringify({ proof }), CLOSED.wrongKey];
  },
  "reflected: home's own proof, sent back": (answer) => [
    JSON.stringify({ proof: JSON.parse(answer).proof }),
    CLOSED.wrongKey,
  ],
  "replayed: a welcome heard in an earlier handshake": () => {
    const [relay, home] = [greet(KEY), introduce(KEY)];
    return [told(relay.judge(said(home.hear(relay.challenge)))), CLOSED.wrongKey];
  },
  "no proof": () => ["{}", CLOSED.badHandshake],
  "no JSON": () => ["welcome", CLOSED.badHandshake],
};

for (const [name, welcome] of Object.entries(REFUSED_BY_HOME)) {
  Deno.test(`A7 home refuses: ${name}`, () => {
    const home = introduce(KEY);
    const [text, code] = welcome(said(home.hear(greet(KEY).challenge)));
    const next = home.hear(text);
    assert.ok("code" in next, "it was believed");
    assert.equal(next.code, code);
  });
}

Deno.test("F15 a relay of another version is left, and both versions are named", () => {
  const challenge = changed(greet(KEY).challenge, { version: 7 });
  assert.deepEqual(introduce(KEY).hear(challenge), {
    code: CLOSED.otherVersion,
    why: `home speaks version ${PROTOCOL_VERSION}, the relay 7`,
  });
});

Deno.test("F15 a home of another version is refused, and both versions are named", () => {
  const relay = greet(KEY);
  const answer = changed(said(introduce(KEY).hear(relay.challenge)), { version: 7 });
  assert.deepEqual(relay.judge(answer), {
    code: CLOSED.otherVersion,
    why: `home speaks version 7, the relay ${PROTOCOL_VERSION}`,
  });
});
