/** The five levels of wear. The id is the marketplace's: 6 is the best, then 1 to 4. */
import type { FactValue } from "../inventory/mod.ts";
import { FOREIGN_CONDITION_LABELS } from "./condition_labels.ts";
import type { Labels } from "./labels.ts";
import { Phrasebook } from "./phrases.ts";

export type ConditionId = FactValue<"condition">;

export interface Condition {
  readonly id: ConditionId;
  readonly labels: Labels;
}

/** Best first. */
export const CONDITIONS: readonly Condition[] = [
  {
    id: 6,
    labels: {
      it: "Nuovo con cartellino",
      en: "New with tags",
      fr: "Neuf avec étiquette",
      de: "Neu, mit Etikett",
      es: "Nuevo con etiquetas",
    },
  },
  {
    id: 1,
    labels: {
      it: "Nuovo senza cartellino",
      en: "New without tags",
      fr: "Neuf sans étiquette",
      de: "Neu",
      es: "Nuevo sin etiquetas",
    },
  },
  {
    id: 2,
    labels: {
      it: "Ottime",
      en: "Very good",
      fr: "Très bon état",
      de: "Sehr gut",
      es: "Muy bueno",
    },
  },
  {
    id: 3,
    labels: { it: "Buone", en: "Good", fr: "Bon état", de: "Gut", es: "Bueno" },
  },
  {
    id: 4,
    labels: {
      it: "Discrete",
      en: "Satisfactory",
      fr: "Satisfaisant",
      de: "Zufriedenstellend",
      es: "Satisfactorio",
    },
  },
];

/** Only whole phrases: a lone "nuovo" in a title is as often "come nuovo" cut short, so it is not listed there. */
const PHRASES: Record<ConditionId, string> = {
  6: "nuovo con cartellino, nuova con cartellino, nuovi con cartellino, nuove con cartellino, nuovo con etichetta, nuova con etichetta, nuovo con cartellini, con cartellino, con etichetta ancora attaccata, cartellinato, cartellinata, new with tags, brand new with tags, nwt, bnwt, neuf avec etiquette, neuve avec etiquette, neu mit etikett, nuevo con etiqueta, nuevo con etiquetas, nieuw met prijskaartje",
  1: "nuovo senza cartellino, nuova senza cartellino, nuovi senza cartellino, nuove senza cartellino, nuovo senza etichetta, nuovo mai usato, nuova mai usata, mai indossato, mai indossata, mai indossati, mai indossate, mai usato, mai usata, mai usati, mai usate, mai messo, mai messa, new without tags, nwot, bnwot, never worn, unworn, brand new, neuf sans etiquette, jamais porte, jamais portee, neu ohne etikett, nie getragen, nuevo sin etiqueta, nuevo sin etiquetas, sin estrenar, nieuw zonder prijskaartje",
  2: "ottime condizioni, top condizioni, condizioni top, in ottime condizioni, condizioni ottime, ottimo stato, in ottimo stato, ottime, perfette condizioni, condizioni perfette, perfetto stato, condizioni eccellenti, eccellenti condizioni, condizioni pari al nuovo, come nuovo, come nuova, come nuovi, come nuove, pari al nuovo, usato una volta, usata una volta, indossato una volta, indossata una volta, very good, very good condition, excellent condition, great condition, perfect condition, like new, as new, worn once, tres bon etat, excellent etat, comme neuf, comme neuve, sehr gut, wie neu, muy bueno, muy buen estado, como nuevo, como nueva, heel goed",
  3: "buone condizioni, in buone condizioni, condizioni buone, buono stato, in buono stato, buone, good condition, good used condition, guc, bon etat, gut, guter zustand, buen estado, goed",
  4: "discrete condizioni, in discrete condizioni, condizioni discrete, discreto stato, discrete, segni di usura, segni d'usura, molto usato, molto usata, usurato, usurata, satisfactory, fair condition, worn condition, satisfaisant, etat satisfaisant, etat correct, zufriedenstellend, satisfactorio, aceptable",
};

/** Whole fields only, where one word says it all. */
const FIELDS: Record<string, ConditionId> = {
  neuf: 1,
  neu: 1,
  new: 1,
  nuovo: 1,
  nuevo: 1,
  good: 3,
  ...Object.fromEntries(
    CONDITIONS.flatMap(({ id, labels }) => Object.values(labels).map((l) => [l, id])),
  ),
};

const entries = Object.entries(PHRASES).flatMap(([id, line]) =>
  line.split(", ").map((phrase) => [phrase, Number(id) as ConditionId] as const)
);

export const CONDITION_WORDS = new Phrasebook<ConditionId>(entries);
const foreign = Object.entries(FOREIGN_CONDITION_LABELS).flatMap(([id, labels]) =>
  labels.map((label) => [label, Number(id) as ConditionId] as const)
);
const FIELD_WORDS = new Phrasebook<ConditionId>([
  ...foreign,
  ...entries,
  ...Object.entries(FIELDS),
]);

/** Reads a field that holds a condition and nothing else: "NEUF, AVEC ÉTIQUETTE", "Ottime condizioni". */
export const parseCondition = (text: string): ConditionId | null =>
  FIELD_WORDS.exactly(text) ?? null;
