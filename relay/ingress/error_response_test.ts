/** What the relay itself says: as a page or as JSON, in two languages, and when to come back. */
import assert from "node:assert/strict";
import { createErrorResponse } from "./error_response.ts";
import { type ErrorCode, ERRORS, type ErrorText, languageOf } from "./error_texts.ts";

const asked = (path: string, accept?: string, acceptLanguage?: string) => ({
  path,
  accept,
  acceptLanguage,
  requestId: "r-1",
});

const FORMS: readonly [path: string, accept: string | undefined, form: "page" | "JSON"][] = [
  ["/shop", "text/html,application/xhtml+xml,*/*;q=0.8", "page"],
  ["/login", "text/html", "page"],
  ["/shop", "application/json", "JSON"],
  ["/shop", "*/*", "JSON"],
  ["/shop", undefined, "JSON"],
  ["/shop", "image/avif,image/webp,*/*", "JSON"],
  ["/api/v1/items", "text/html", "JSON"],
];
for (const [path, accept, form] of FORMS) {
  Deno.test(`${path}, asked with "${accept ?? ""}", is answered with a ${form}`, () => {
    const { headers, body } = createErrorResponse("away", asked(path, accept));
    const type = form === "page" ? "text/html; charset=utf-8" : "application/problem+json";
    assert.equal(headers["content-type"], type);
    if (form === "page") {
      assert.match(body, /^<!doctype html>[\s\S]*<h1>Casa non è collegata<\/h1>/);
    } else assert.equal(JSON.parse(body).title, "away");
  });
}

const LANGUAGES: readonly [accept: string | undefined, language: "it" | "en"][] = [
  [undefined, "it"],
  ["", "it"],
  ["en", "en"],
  ["en-GB,en;q=0.9", "en"],
  ["it-IT,it;q=0.9,en;q=0.8", "it"],
  ["en;q=0.3, it;q=0.7", "it"],
  ["de, fr;q=0.9", "it"],
  ["de, en;q=0.1", "en"],
  ["en;q=0", "it"],
  ["it;q=0, en;q=0.1", "en"],
  ["*", "it"],
  [";;;,=,q=", "it"],
  ["EN", "en"],
];
for (const [accept, language] of LANGUAGES) {
  Deno.test(`"${accept ?? ""}" is answered in ${language}`, () => {
    assert.equal(languageOf(accept), language);
    assert.equal(
      createErrorResponse("away", asked("/", undefined, accept)).headers["content-language"],
      language,
    );
  });
}

for (const [code, word] of Object.entries(ERRORS) as [ErrorCode, ErrorText][]) {
  Deno.test(`${code} is said in both languages, is not kept, and carries the request's id`, () => {
    for (const [language, { title, sentence }] of [["it", word.it], ["en", word.en]] as const) {
      const { status, headers, body } = createErrorResponse(
        code,
        asked("/", "text/html", language),
      );
      assert.equal(status, word.status);
      assert.ok(body.includes(`<html lang="${language}">`) && body.includes(title));
      assert.ok(body.includes(sentence) && /[.!?]$/.test(sentence));
      assert.equal(headers["cache-control"], "no-store");
      assert.equal(headers["x-request-id"], "r-1");
      assert.equal(headers["retry-after"], word.retryAfterSeconds?.toString());
      const { detail, requestId } = JSON.parse(
        createErrorResponse(code, asked("/", "", language)).body,
      );
      assert.deepEqual({ detail, requestId }, { detail: sentence, requestId: "r-1" });
    }
  });
}

Deno.test("who passes by itself says when to come back", () => {
  for (const { status, retryAfterSeconds } of Object.values<ErrorText>(ERRORS)) {
    if (status === 503 || status === 504) assert.ok(retryAfterSeconds! > 0);
  }
  const { headers } = createErrorResponse("too_often", { ...asked("/"), retryAfterSeconds: 7 });
  assert.equal(headers["retry-after"], "7");
});
