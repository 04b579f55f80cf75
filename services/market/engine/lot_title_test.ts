import assert from "node:assert/strict";
import { isLotTitle } from "./lot_title.ts";

const LOTS = [
  "Lotto 3 maglie bimba",
  "Lotto di vestiti estivi",
  "lot of 5 t-shirts",
  "Lot de 4 chemises homme",
  "Bundle of summer tops",
  "Set of 6 napkins",
  "Konvolut Damenblusen",
  "6 pezzi intimo",
  "3 paia calze lana",
  "lote de 3 camisetas",
];
const SINGLES = [
  "Scarpe Lotto anni 90",
  "Tuta Lotto uomo",
  "completo 2 pezzi giacca e gonna",
  "I got a lot of wear out of this coat",
  "Birkenstock Arizona",
  "Levi's 501",
  "deadstock jacket",
  "Set lenzuola",
  "",
];

Deno.test("isLotTitle() recognises titles that sell several items together", () => {
  for (const title of LOTS) assert.ok(isLotTitle(title), title);
});

Deno.test("isLotTitle() leaves single items alone, also those of the brand Lotto", () => {
  for (const title of SINGLES) assert.ok(!isLotTitle(title), title);
});
