/** Patterns of a fabric: their names, and the words that give them away. */
import type { FactValue } from "./facts.ts";
import type { Labels } from "./labels.ts";
import { Phrasebook } from "./phrases.ts";

export type Pattern = FactValue<"pattern">;

export const PATTERN_LABELS: Readonly<Record<Pattern, Labels>> = {
  plain: { it: "Tinta unita", en: "Plain", fr: "Uni", de: "Uni", es: "Liso" },
  striped: { it: "A righe", en: "Striped", fr: "À rayures", de: "Gestreift", es: "De rayas" },
  checked: { it: "A quadri", en: "Checked", fr: "À carreaux", de: "Kariert", es: "De cuadros" },
  floral: { it: "A fiori", en: "Floral", fr: "À fleurs", de: "Geblümt", es: "De flores" },
  dotted: { it: "A pois", en: "Polka dot", fr: "À pois", de: "Gepunktet", es: "De lunares" },
  animal: { it: "Animalier", en: "Animal print", fr: "Animalier", de: "Animalprint", es: "Animal" },
  printed: { it: "Fantasia", en: "Printed", fr: "Imprimé", de: "Bedruckt", es: "Estampado" },
  logo: { it: "Con logo", en: "Logo", fr: "À logo", de: "Mit Logo", es: "Con logo" },
  camouflage: {
    it: "Mimetico",
    en: "Camouflage",
    fr: "Camouflage",
    de: "Camouflage",
    es: "Camuflaje",
  },
  geometric: {
    it: "Geometrico",
    en: "Geometric",
    fr: "Géométrique",
    de: "Geometrisch",
    es: "Geométrico",
  },
  tie_dye: { it: "Tie-dye", en: "Tie-dye", fr: "Tie and dye", de: "Batik", es: "Tie dye" },
};

const WORDS: Record<Pattern, string> = {
  plain: "tinta unita, plain, uni, unicolore, liso",
  striped:
    "a righe, a strisce, righe, rigato, rigata, gessato, gessata, striped, stripes, pinstripe, a rayures, raye, rayee, rayures, gestreift, rayas, de rayas, gestreept, gestreepte",
  checked:
    "a quadri, a quadretti, quadri, scozzese, tartan, pied de poule, principe di galles, vichy, checked, check, plaid, gingham, houndstooth, a carreaux, carreaux, kariert, cuadros, de cuadros, geruit",
  floral:
    "a fiori, fiori, floreale, fiorato, fiorata, floral, flower print, flowers, a fleurs, fleuri, fleurie, geblumt, flores, de flores, bloemen",
  dotted: "a pois, pois, polka dot, polka dots, dotted, gepunktet, lunares, de lunares",
  animal:
    "animalier, leopardato, leopardata, maculato, maculata, zebrato, zebrata, pitonato, pitonata, leopard, leopard print, animal print, zebra, zebra print, snake print, snakeskin, leopardo",
  printed:
    "fantasia, stampato, stampata, stampa, printed, graphic print, imprime, imprimee, bedruckt, estampado, estampada",
  logo: "logo, con logo, logato, logata, monogram, monogramma, all over logo",
  camouflage: "mimetico, mimetica, camouflage, camo, camuflaje",
  geometric: "geometrico, geometrica, geometric, argyle, rombi, geometrique",
  tie_dye: "tie dye, tie-dye, batik",
};

export const PATTERN_WORDS = new Phrasebook<Pattern>(() =>
  Object.entries(WORDS).flatMap(([pattern, line]) =>
    line.split(", ").map((word) => [word, pattern as Pattern] as const)
  )
);
