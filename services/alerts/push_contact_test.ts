import assert from "node:assert/strict";
import { isPublicName, pushContact } from "./push_contact.ts";
import { EmailSchema } from "./channel_settings.ts";

const email = (from: string) =>
  EmailSchema.parse({ host: "mail.example.org", port: 587, security: "starttls", from, to: from });
const NOBODY = "mailto:nobody@example.com";

Deno.test("pushContact() gives push services only public names", () => {
  const cases: readonly [Parameters<typeof pushContact>, string][] = [
    [[{}], NOBODY],
    [[{ email: email("anna@posta.it") }], "mailto:anna@posta.it"],
    [[{ email: email("x@casa.local") }], NOBODY],
    [
      [{ email: email("x@fritz.lan"), baseUrl: "https://casa.example.org" }],
      "https://casa.example.org",
    ],
    [[{ baseUrl: "http://casa.example.org" }], NOBODY],
    [[{ baseUrl: "https://192.168.1.7:8000" }], NOBODY],
    [[{ baseUrl: "https://imac.local" }, "https://armadio.fly.dev"], "https://armadio.fly.dev"],
    [[{}, "http://localhost:8080"], NOBODY],
  ];
  for (const [given, contact] of cases) assert.equal(pushContact(...given), contact);
});

Deno.test("isPublicName() rejects private names and IP addresses", () => {
  for (const name of ["posta.it", "a.b.co.uk", "xn--caff-8oa.it", "Casa.Example.ORG.", "a-b.app"]) {
    assert.ok(isPublicName(name), name);
  }
  for (
    const name of [
      "localhost",
      "imac",
      "imac.local",
      "nas.home.arpa",
      "box.home",
      "10.0.0.1",
      "[::1]",
    ]
  ) {
    assert.ok(!isPublicName(name), name);
  }
});
