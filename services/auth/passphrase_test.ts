import assert from "node:assert/strict";
import { Failure } from "../base/errors.ts";
import { checkPassphrase, hashPassphrase, isPassphrase } from "./passphrase.ts";
import { systemRandom } from "./secret.ts";

Deno.test("checkPassphrase() accepts a few words, in any script", () => {
  for (
    const good of [
      "tre gatti sul divano",
      "correct horse battery staple",
      "Xk4#9vQp2!mZ",
      "piove sempre di sabato",
      "猫が三匹ソファの上にいる",
    ]
  ) checkPassphrase(good);
});

Deno.test("checkPassphrase() says what would be better", () => {
  const refused: [string, string][] = [
    ["", "auth.passphrase_short"],
    ["tre gatti", "auth.passphrase_short"],
    ["x".repeat(257), "auth.passphrase_long"],
    ["aaaaaaaaaaaaaaa", "auth.passphrase_simple"],
    ["abcabcabcabcabc", "auth.passphrase_simple"],
    ["qwertyuiopasdf", "auth.passphrase_simple"],
    ["123456789012", "auth.passphrase_simple"],
    ["Vinted Optimizer", "auth.passphrase_simple"],
    ["password12345", "auth.passphrase_simple"],
    ["ab ab ab ab ab!", "auth.passphrase_simple"],
  ];
  for (const [passphrase, key] of refused) {
    assert.throws(
      () => checkPassphrase(passphrase),
      (error) => error instanceof Failure && error.code === "invalid" && error.key === key,
      passphrase,
    );
  }
});

Deno.test("checkPassphrase() counts what a person counts, and says how much is missing", () => {
  const missing = (text: string) => {
    try {
      checkPassphrase(text);
    } catch (error) {
      return error instanceof Failure ? error.params.missing : undefined;
    }
  };
  assert.equal(missing("👗👗👗"), 9);
  assert.equal(missing("perche\u0301 no"), 3, "an accent is not a letter of its own");
});

Deno.test("hashPassphrase() makes Argon2id hashes that name their parameters and never repeat", async () => {
  const hashes = [
    await hashPassphrase("tre gatti sul divano", systemRandom),
    await hashPassphrase("tre gatti sul divano", systemRandom),
  ];
  assert.match(hashes[0]!, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.notEqual(hashes[0], hashes[1]);
});

Deno.test("isPassphrase() knows the passphrase however its accents were typed", async () => {
  const hash = await hashPassphrase("perché no, gatto", systemRandom);
  assert.equal(await isPassphrase("perche\u0301 no, gatto", hash), true);
  assert.equal(await isPassphrase("perche no, gatto", hash), false);
  assert.equal(await isPassphrase("", hash), false);
  assert.equal(await isPassphrase("x".repeat(1_000_000), hash), false);
});
