/** A7, the handshake itself: who is believed by whom, and who is not. */
import assert from "node:assert/strict";
import { startHandshake } from "../../services/relay-client/handshake.ts";
import { CLOSE_CODES, computeProof, newNonce, PROTOCOL_VERSION } from "../protocol/tunnel.ts";
import { greetHome } from "./handshake.ts";

const KEY = "a shared key that only tests know, long enough";
const OTHER = "another key that somebody else has, long enough";

const said = (word: { say: string } | object): string => (word as { say: string }).say;
const told = (verdict: { welcome: string } | object): string =>
  (verdict as { welcome: string }).welcome;
const changed = (text: string, change: Record<string, unknown>): string =>
  JSON.stringify({ ...JSON.parse(text), ...change });

Deno.test("A7 the same key on both sides: each believes the other", () => {
  const [relay, home] = [greetHome(KEY), startHandshake(KEY)];
  const verdict = relay.verify(said(home.hear(relay.challenge)));
  assert.deepEqual(home.hear(told(verdict)), { done: true });
});

/** What a home says to a challenge, and what the relay then makes of it. */
const REFUSED_BY_THE_RELAY: Readonly<Record<string, (challenge: string) => [string, number]>> = {
  "wrong key at home": (
    challenge,
  ) => [said(startHandshake(OTHER).hear(challenge)), CLOSE_CODES.wrongKey],
  "replayed: an answer heard in an earlier handshake": () => {
    const earlier = greetHome(KEY);
    return [said(startHandshake(KEY).hear(earlier.challenge)), CLOSE_CODES.wrongKey];
  },
  "reflected: the relay's own proof, sent back": (challenge) => {
    const { version, nonce: relayNonce } = JSON.parse(challenge);
    const nonce = newNonce();
    const proof = computeProof(KEY, "relay", { version, relayNonce, homeNonce: nonce });
    return [JSON.stringify({ version, nonce, proof }), CLOSE_CODES.wrongKey];
  },
  "a proof for other nonces": (challenge) => [
    changed(said(startHandshake(KEY).hear(challenge)), { nonce: newNonce() }),
    CLOSE_CODES.wrongKey,
  ],
  "another version": (challenge) => [
    changed(said(startHandshake(KEY).hear(challenge)), { version: PROTOCOL_VERSION + 1 }),
    CLOSE_CODES.otherVersion,
  ],
  "downgrade: an older version, rightly proved": (challenge) => {
    const [version, nonce] = [PROTOCOL_VERSION - 1, newNonce()];
    const relayNonce = JSON.parse(challenge).nonce;
    const proof = computeProof(KEY, "home", { version, relayNonce, homeNonce: nonce });
    return [JSON.stringify({ version, nonce, proof }), CLOSE_CODES.otherVersion];
  },
  "nothing": () => ["", CLOSE_CODES.badHandshake],
  "no JSON": () => ["hello", CLOSE_CODES.badHandshake],
  "null": () => ["null", CLOSE_CODES.badHandshake],
  "a list": () => ["[]", CLOSE_CODES.badHandshake],
  "no proof": (challenge) => [
    changed(said(startHandshake(KEY).hear(challenge)), { proof: undefined }),
    CLOSE_CODES.badHandshake,
  ],
  "an empty proof": (challenge) => [
    changed(said(startHandshake(KEY).hear(challenge)), { proof: "" }),
    CLOSE_CODES.badHandshake,
  ],
  "a version that is no number": (challenge) => [
    changed(said(startHandshake(KEY).hear(challenge)), { version: "1" }),
    CLOSE_CODES.badHandshake,
  ],
};

for (const [name, answer] of Object.entries(REFUSED_BY_THE_RELAY)) {
  Deno.test(`A7 the relay refuses: ${name}`, () => {
    const relay = greetHome(KEY);
    const [text, code] = answer(relay.challenge);
    const verdict = relay.verify(text);
    assert.ok("code" in verdict, "it was believed");
    assert.equal(verdict.code, code);
    assert.ok(new TextEncoder().encode(verdict.why).length <= 123, "a close frame takes no more");
  });
}

/** What a relay says in turn; the last word must make home leave. */
const REFUSED_BY_HOME: Readonly<Record<string, (answer: string) => [string, number]>> = {
  "wrong key at the relay": (answer) => {
    const { version, nonce: homeNonce } = JSON.parse(answer);
    const proof = computeProof(OTHER, "relay", { version, relayNonce: newNonce(), homeNonce });
    return [JSON.stringify({ proof }), CLOSE_CODES.wrongKey];
  },
  "reflected: home's own proof, sent back": (answer) => [
    JSON.stringify({ proof: JSON.parse(answer).proof }),
    CLOSE_CODES.wrongKey,
  ],
  "replayed: a welcome heard in an earlier handshake": () => {
    const [relay, home] = [greetHome(KEY), startHandshake(KEY)];
    return [told(relay.verify(said(home.hear(relay.challenge)))), CLOSE_CODES.wrongKey];
  },
  "no proof": () => ["{}", CLOSE_CODES.badHandshake],
  "no JSON": () => ["welcome", CLOSE_CODES.badHandshake],
};

for (const [name, welcome] of Object.entries(REFUSED_BY_HOME)) {
  Deno.test(`A7 home refuses: ${name}`, () => {
    const home = startHandshake(KEY);
    const [text, code] = welcome(said(home.hear(greetHome(KEY).challenge)));
    const next = home.hear(text);
    assert.ok("code" in next, "it was believed");
    assert.equal(next.code, code);
  });
}

Deno.test("F15 a relay of another version is left, and both versions are named", () => {
  const challenge = changed(greetHome(KEY).challenge, { version: 7 });
  assert.deepEqual(startHandshake(KEY).hear(challenge), {
    code: CLOSE_CODES.otherVersion,
    why: `home speaks version ${PROTOCOL_VERSION}, the relay 7`,
  });
});

Deno.test("F15 a home of another version is refused, and both versions are named", () => {
  const relay = greetHome(KEY);
  const answer = changed(said(startHandshake(KEY).hear(relay.challenge)), { version: 7 });
  assert.deepEqual(relay.verify(answer), {
    code: CLOSE_CODES.otherVersion,
    why: `home speaks version 7, the relay ${PROTOCOL_VERSION}`,
  });
});
