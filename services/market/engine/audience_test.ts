import assert from "node:assert/strict";
import { audienceOf } from "./audience.ts";

const clues = { category: "", title: "", sizeLabel: "", size: 0, group: "", brand: "" };

Deno.test("audienceOf() reads category, words and sizes that only children have", () => {
  const cases = [
    [{ category: "women.sneakers" }, "women"],
    [{ category: "girls.sneakers" }, "kids"],
    [{ category: "hommes/chaussures" }, "men"],
    [{ title: "Felpa bimbo" }, "kids"],
    [{ title: "Gonna donna nera" }, "women"],
    [{ title: "Body", sizeLabel: "18 mesi" }, "kids"],
    [{ title: "Tuta", sizeLabel: "104 cm" }, "kids"],
    [{ title: "Tuta", sizeLabel: "98-104 cm" }, "kids"],
    [{ title: "Tuta", sizeLabel: "176 cm" }, "kids"],
    [{ title: "Tuta", sizeLabel: "177 cm" }, ""],
    [{ title: "Tuta taglia 104 cm" }, "kids"],
    [{ title: "Tuta bimbo 104 cm" }, "kids"],
    [{ title: "Gonna lunga 60 cm" }, ""],
    [{ title: "Cintura", sizeLabel: "90 cm", group: "accessories" }, ""],
    [{ title: "Pull 16 ans" }, "kids"],
    [{ title: "Pull 20 ans" }, ""],
    [{ title: "Giacca con 30 anni di storia" }, ""],
    [{ title: "Nike", group: "shoes", size: 28 }, "kids"],
    [{ title: "Nike", group: "shoes", size: 39 }, ""],
    [{ title: "Bebe dress", brand: "Bebe" }, ""],
    [{ title: "Maglia rossa" }, ""],
  ] as const;
  for (const [given, audience] of cases) {
    assert.equal(audienceOf({ ...clues, ...given }), audience, JSON.stringify(given));
  }
});
