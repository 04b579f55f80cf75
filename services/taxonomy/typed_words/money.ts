/** Reads price and cost: "18 euro", "a 25", "12 e 50", "pagato 3", "costo 3,50". */
import type { Money } from "../../base/money.ts";
import { Phrasebook, type Span } from "../phrases.ts";
import type { Sentence } from "./sentence.ts";

type Kind = "price" | "cost" | "worth";

interface Amount extends Span {
  readonly money: Money;
  /** Whether a currency was named. */
  readonly named: boolean;
}

const CENTS = 100;
const LARGEST_SIZE = 62;
const CURRENCIES: Readonly<Record<string, string>> = {
  "€": "EUR",
  eur: "EUR",
  euro: "EUR",
  euri: "EUR",
  euros: "EUR",
  eurini: "EUR",
  "£": "GBP",
  gbp: "GBP",
  $: "USD",
  usd: "USD",
};

const WORDS: Readonly<Record<Kind, string>> = {
  price:
    "a, per, costa, costano, prezzo, prezzo di, al prezzo di, vendo a, vendo per, vendo, lo vendo a, la vendo a, li vendo a, le vendo a, chiedo, cedo a, metti a, metto a, mettilo a, mettila a, mettile a, mettili a, offro a, solo, soli, at, for, price, asking, asking price, sell for, selling for, selling at, prix, au prix de, a vendre",
  cost:
    "pagato, pagata, pagati, pagate, pagato solo, pagata solo, pagati solo, pagate solo, l'ho pagato, l'ho pagata, li ho pagati, le ho pagate, pagando, costo, costo di, costo mio, mi e costato, mi e costata, mi sono costati, mi sono costate, costato, costata, costati, costate, preso a, presa a, presi a, prese a, comprato a, comprata a, comprati a, comprate a, comprato per, comprata per, acquistato a, acquistata a, acquistati a, acquistate a, acquisto, spesa, speso, spesi, paid, i paid, paid only, cost, cost me, cost price, bought for, bought at, paye, payee, payes, payees, achete, achetee, cout",
  worth:
    "valore, valore di, del valore di, costava, costavano, costerebbe, in negozio a, in negozio, prezzo originale, prezzo di listino, prezzo pieno, prezzo nuovo, originale a, listino, retail, rrp, retail price, original price, worth, was, neuf a, valeur, valeur neuf, valeur neuve, prix neuf",
};

export const MONEY_WORDS = new Phrasebook<Kind>(() =>
  (Object.keys(WORDS) as Kind[]).flatMap((kind) =>
    WORDS[kind].split(", ").map((phrase) => [phrase, kind] as const)
  )
);

/** Without a currency these say too little: "a 25" is a price, "per 3" is not. */
const WEAK_WORDS: ReadonlySet<string> = new Set(["per", "for", "solo", "soli", "vendo"]);
/** A figure before one of these counts something else. */
const OTHER_UNITS: ReadonlySet<string> = new Set(
  "cm mm mesi mese anni anno mois ans month months year years volta volte kg g pezzi paia giorni settimane % quadri righe bottoni tasche denti strati fili"
    .split(" "),
);

interface Amounts {
  price?: Money;
  cost?: Money;
}

export function readMoney(sentence: Sentence): Amounts {
  const amounts: Amounts = {};
  for (let at = 0; at < sentence.length; at++) {
    const word = sentence.findAt(MONEY_WORDS, at);
    if (word && isRange(sentence, word)) continue;
    const amount = amountAt(sentence, word ? word.to : at, word !== null);
    if (!amount) continue;
    const kind = word ? word.value : amount.named ? "price" : null;
    const told = kind === "cost" || amount.named || word !== null && isStrong(sentence, word);
    if (kind && kind !== "worth" && told && !amounts[kind]) {
      amounts[kind] = amount.money;
      sentence.mark(kind, { from: word ? word.from : at, to: amount.to });
    }
    at = amount.to - 1;
  }
  return amounts;
}

/** "Da 36 a 38" is no price. */
const isRange = (sentence: Sentence, { from }: Span): boolean =>
  sentence.word(from) === "a" && sentence.tokens[from - 1]?.figure !== undefined;

const isStrong = (sentence: Sentence, { from, to }: Span): boolean =>
  to - from > 1 || !WEAK_WORDS.has(sentence.word(from));

/** "18 euro", "€ 18", "3,50", "12 euro e 50"; "12 e 50" only where a word or a currency says that it is money. */
function amountAt(sentence: Sentence, from: number, worded: boolean): Amount | null {
  const before = isSystem(sentence, from, worded) ? undefined : CURRENCIES[sentence.word(from)];
  const figure = sentence.figureAt(before ? from + 1 : from);
  if (!figure || OTHER_UNITS.has(sentence.word(figure.to))) return null;
  const after = CURRENCIES[sentence.word(figure.to)];
  const end = after && !before ? figure.to + 1 : figure.to;
  const cents = centsAt(sentence, end);
  const behind = cents && !after && !before ? CURRENCIES[sentence.word(cents.to)] : undefined;
  const currency = before ?? after ?? behind;
  const counted = currency || worded ? cents : null;
  return {
    money: {
      cents: Math.round(figure.value * CENTS) + (counted?.value ?? 0),
      currency: currency ?? "EUR",
    },
    named: currency !== undefined,
    from,
    to: behind ? cents!.to + 1 : counted?.to ?? end,
  };
}

/** "EUR 38" is a European size, unless a word says that it is money. */
function isSystem(sentence: Sentence, at: number, worded: boolean): boolean {
  const value = sentence.tokens[at + 1]?.figure;
  return !worded && sentence.word(at) === "eur" && value !== undefined && value <= LARGEST_SIZE;
}

/** The "e 50" of "12 euro e 50". */
function centsAt(sentence: Sentence, from: number) {
  if (sentence.word(from) !== "e") return null;
  const figure = sentence.figureAt(from + 1);
  const isCents = figure && Number.isInteger(figure.value) && figure.value >= 10 &&
    figure.value < CENTS;
  return isCents ? figure : null;
}
