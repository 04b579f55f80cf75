/** The five levels of wear. The id is the marketplace's: 6 is the best, then 1 to 4. */
import type { ConditionId } from "./facts.ts";
import { FOREIGN_CONDITION_LABELS } from "./condition_labels.ts";
import type { Labels } from "./labels.ts";
import { Phrasebook } from "./phrases.ts";

interface Condition {
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

/**
 * Whole phrases of sellers; a star stands for the four endings of an Italian adjective. "Nuovo" and "new" alone
 * are in, since "come nuovo" and "nuova collezione" are phrases of their own.
 */
const PHRASES: Record<ConditionId, string> = {
  6: "nuov* con cartellino, nuov* con cartellini, nuov* con il cartellino, nuov* con etichetta, nuov* con etichette, nuov* con l'etichetta, nuov* con targhetta, nuov* etichettat*, nuov* e con cartellino, nuov* ancora con cartellino, nuov* ancora con etichetta, ancora con cartellino, ancora con etichetta, ancora con il cartellino, ancora etichettat*, ancora cartellinat*, ancora incartat*, con cartellino, con cartellini, con il cartellino, con etichetta, con etichette, con l'etichetta, con ancora il cartellino, con ancora l'etichetta, con etichetta ancora attaccata, con cartellino ancora attaccato, con cartellino attaccato, cartellinat*, etichettat*, mai tolto il cartellino, new with tags, new with tag, brand new with tags, with tags, tags still on, tags on, nwt, bnwt, neuf avec etiquette, neuve avec etiquette, neufs avec etiquette, neuves avec etiquette, avec etiquette, neu mit etikett, mit etikett, nuevo con etiqueta, nuevo con etiquetas, nueva con etiqueta, nieuw met prijskaartje",
  1: "nuov* senza cartellino, nuov* senza etichetta, nuov* senza etichette, senza cartellino, senza etichetta, nuov* mai usat*, nuov* mai indossat*, nuov* mai mess*, nuov* di zecca, nuov* di pacca, nuov* nuov*, nuovissim*, mai indossat*, mai usat*, mai mess*, mai portat*, mai provat*, mai calzat*, mai utilizzat*, mai sfruttat*, mai aperto, mai aperta, mai lavat*, solo provat*, provat* una volta, mai stat* indossat*, non usat*, nuov*, new without tags, new without tag, without tags, nwot, bnwot, never worn, never used, never been worn, unworn, unused, brand new, new, neuf sans etiquette, neuve sans etiquette, neufs sans etiquette, neuves sans etiquette, sans etiquette, jamais porte, jamais portee, jamais portes, jamais portees, jamais mis, jamais mise, neuf, neuve, neufs, neuves, neu ohne etikett, nie getragen, ungetragen, neu, neue, nuevo sin etiqueta, nuevo sin etiquetas, sin estrenar, a estrenar, nuevo, nueva, nuevos, nuevas, nieuw zonder prijskaartje, nieuw, ongedragen",
  2: "ottime condizioni, ottima condizione, in ottime condizioni, ottime cond, condizioni ottime, top condizioni, condizioni top, ottimo stato, in ottimo stato, stato ottimo, ottim*, perfette condizioni, in perfette condizioni, condizioni perfette, perfetta condizione, perfetto stato, in perfetto stato, stato perfetto, perfett*, impeccabile, impeccabili, eccellente, eccellenti, condizioni eccellenti, eccellenti condizioni, in eccellenti condizioni, eccellente stato, ottimamente tenut*, ben tenut*, tenut* bene, tenut* benissimo, tenut* perfettamente, tenut* come nuov*, condizioni pari al nuovo, come nuov*, praticamente nuov*, quasi nuov*, seminuov*, semi nuov*, semi-nuov*, pari al nuovo, pari a nuovo, pari al nuov*, al pari del nuovo, usat* una volta, usat* 1 volta, usat* solo una volta, usat* solo 1 volta, usat* una sola volta, usat* due volte, usat* 2 volte, usat* solo due volte, usat* tre volte, usat* 3 volte, usat* un paio di volte, usat* poche volte, usat* pochissime volte, usat* pochissimo, usat* poco, usat* poco o niente, usat* molto poco, usat* raramente, usat* appena, poco usat*, pochissimo usat*, usat* pochissimi giorni, usat* pochi mesi, indossat* una volta, indossat* 1 volta, indossat* solo una volta, indossat* una sola volta, indossat* due volte, indossat* 2 volte, indossat* un paio di volte, indossat* poche volte, indossat* pochissime volte, indossat* poco, indossat* pochissimo, mess* una volta, mess* 1 volta, mess* solo una volta, mess* due volte, mess* 2 volte, mess* un paio di volte, mess* poche volte, mess* poco, mess* pochissimo, portat* una volta, portat* due volte, portat* poche volte, portat* poco, portat* pochissimo, very good, very good condition, excellent condition, in excellent condition, excellent, great condition, perfect condition, mint condition, immaculate, like new, as new, almost new, nearly new, worn once, only worn once, worn twice, worn a few times, worn a couple of times, used once, barely worn, hardly worn, barely used, euc, vguc, tres bon etat, excellent etat, parfait etat, superbe etat, etat impeccable, comme neuf, comme neuve, comme neufs, comme neuves, quasi neuf, quasi neuve, quasi neufs, quasi neuves, presque neuf, presque neuve, presque neufs, presque neuves, etat neuf, portee une fois, porte une fois, portees une fois, portes une fois, peu porte, peu portee, peu portes, peu portees, sehr gut, sehr guter zustand, wie neu, fast neu, neuwertig, kaum getragen, muy bueno, muy buen estado, como nuevo, como nueva, como nuevos, como nuevas, casi nuevo, casi nuevas, heel goed, zo goed als nieuw",
  3: "buone condizioni, buona condizione, in buone condizioni, buone cond, condizioni buone, discrete buone condizioni, buono stato, in buono stato, buon stato, stato buono, buone, buono, usat* ma in buone condizioni, usat* ma in buono stato, usat* ma buon*, usat* ma ben tenut*, qualche segno, qualche segno di usura, qualche segno d'usura, qualche segnetto, qualche segno di uso, alcuni segni, alcuni segni di usura, lievi segni di usura, leggeri segni di usura, lievi segni d'usura, leggeri segni d'usura, piccoli segni di usura, minimi segni di usura, lievi segni, leggeri segni, normali segni di usura, normali segni d'usura, usat* bene, usat* qualche volta, good condition, in good condition, good used condition, good, guc, some wear, some signs of wear, light wear, slight signs of wear, bon etat, bon etat general, quelques traces d'usure, gut, guter zustand, buen estado, goed",
  4: "discrete condizioni, in discrete condizioni, condizioni discrete, discreto stato, in discreto stato, discret*, accettabile, accettabili, condizioni accettabili, segni di usura, segni d'usura, segni di usura evidenti, evidenti segni di usura, molto usat*, usat* molto, usat* tanto, usatissim*, vissut*, vissutissim*, usurat*, un po vissut*, satisfactory, fair condition, fair, worn condition, well worn, well loved, heavily worn, signs of wear, satisfaisant, etat satisfaisant, etat correct, etat moyen, traces d'usure, zufriedenstellend, satisfactorio, aceptable",
};

/** Words that look like a condition and are about something else. */
const OTHERWISE =
  "nuov* collezione, nuov* stagione, nuov* versione, nuov* modello, nuov* arrivo, nuov* arrivi, nuov* edizione, nuovo prezzo, nuovo proprietario, nuov* vita, ottim* qualita, ottim* vestibilita, ottimo tessuto, ottim* materiale, ottimo prezzo, ottimo per, ottima per, ottimi per, ottime per, perfett* per, perfett* con, perfetta vestibilita, buono sconto, buone maniere, new collection, new season, new in, new version, new model, new era, new look, new york, new price, new wool, pure new wool, new year, valeur neuf, valeur neuve, prix neuf, nuova era, good quality, perfect for, perfect with, great for, good for, effetto vissut*, effetto usat*, effetto usurat*, look vissut*, nouvelle collection, neuf a, neuve a, nueva coleccion";

const ENDINGS = ["o", "a", "i", "e"];

/** "nuov* con cartellino" is four phrases; where several words bend, all bend alike. */
const bent = (phrase: string): string[] =>
  phrase.includes("*") ? ENDINGS.map((ending) => phrase.replaceAll("*", ending)) : [phrase];

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

const phrases = (): [string, ConditionId | null][] => [
  ...CONDITIONS.flatMap(({ id }) =>
    PHRASES[id].split(", ").flatMap(bent).map((phrase): [string, ConditionId] => [phrase, id])
  ),
  ...OTHERWISE.split(", ").flatMap(bent).map((phrase): [string, null] => [phrase, null]),
];

const foreign = Object.entries(FOREIGN_CONDITION_LABELS).flatMap(([id, labels]) =>
  labels.map((label) => [label, Number(id) as ConditionId] as const)
);

/** `null`: the phrase is about something else. */
export const CONDITION_WORDS = new Phrasebook<ConditionId | null>(phrases);
const FIELD_WORDS = new Phrasebook<ConditionId | null>(() => [
  ...foreign,
  ...phrases(),
  ...Object.entries(FIELDS),
]);

/** Reads a field that holds a condition and nothing else: "NEUF, AVEC ÉTIQUETTE", "Ottime condizioni". */
export const parseCondition = (text: string): ConditionId | null =>
  FIELD_WORDS.exactly(text) ?? null;
