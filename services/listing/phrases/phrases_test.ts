import assert from "node:assert/strict";
import { PATTERNS } from "../../taxonomy/facts.ts";
import { categories, COLOURS } from "../../taxonomy/mod.ts";
import { FORMS, inflect } from "../grammar.ts";
import { PHRASES } from "./mod.ts";

const NAMES = ["it", "en", "fr", "de", "es"] as const;

Deno.test("every noun of the taxonomy has a form where the language agrees", () => {
  for (const language of ["it", "fr", "es"] as const) {
    const { nouns } = PHRASES[language];
    const formless = categories().filter(({ kind }) => kind !== undefined)
      .map(({ noun }) => noun[language].toLowerCase())
      .filter((noun) => !nouns?.[noun] && !nouns?.[noun.split(" ")[0]!]);
    assert.deepEqual([...new Set(formless)], [], language);
  }
});

Deno.test("every colour of the taxonomy has a word in every language", () => {
  for (const language of NAMES) {
    const wordless = COLOURS.filter(({ key }) => !PHRASES[language].colours[key]);
    assert.deepEqual(wordless, [], language);
  }
});

Deno.test("every pattern but plain has a word in every language", () => {
  for (const language of NAMES) {
    const wordless = PATTERNS.filter((pattern) => !PHRASES[language].patterns[pattern]);
    assert.deepEqual(wordless, ["plain"], language);
  }
});

Deno.test("colours agree with the noun", () => {
  const all = (language: "it" | "fr" | "es", key: string) =>
    FORMS.map((form) => inflect(PHRASES[language].colours[key]!, form)).join(" ");
  assert.equal(all("it", "white"), "bianco bianca bianchi bianche");
  assert.equal(all("it", "grey"), "grigio grigia grigi grigie");
  assert.equal(all("it", "green"), "verde verde verdi verdi");
  assert.equal(all("it", "blue"), "blu blu blu blu");
  assert.equal(all("fr", "white"), "blanc blanche blancs blanches");
  assert.equal(all("fr", "grey"), "gris grise gris grises");
  assert.equal(all("fr", "brown"), "marron marron marron marron");
  assert.equal(all("es", "brown"), "marrón marrón marrones marrones");
  assert.equal(all("es", "blue"), "azul azul azules azules");
});
