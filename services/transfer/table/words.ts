/** Words that sellers write for a state or an origin. */
import type { Item, State } from "../../inventory/mod.ts";
import { plain } from "./plain.ts";

const STATE_WORDS: Record<State, string> = {
  draft: "bozza, draft, brouillon, da fare, da fotografare, to do, nuovo arrivo",
  ready: "pronto, ready, prêt, pronta, da pubblicare, to list, unlisted",
  listed:
    "in vendita, pubblicato, pubblicata, online, listed, active, attivo, attiva, for sale, en vente, en ligne, on sale, non venduto, not sold",
  reserved: "riservato, riservata, reserved, réservé, prenotato, prenotata, on hold, pending",
  sold: "venduto, venduta, sold, vendu, vendue",
  shipped: "spedito, spedita, shipped, expédié, envoyé, in viaggio, sent",
  completed:
    "concluso, conclusa, completed, terminé, consegnato, consegnata, delivered, done, livré",
  returned: "reso, resa, returned, retourné, tornato, tornata, restituito",
  withdrawn: "ritirato, ritirata, withdrawn, retiré, regalato, donato, tolto, removed, deleted",
};

const ORIGIN_WORDS: Record<Item["origin"], string> = {
  own:
    "mio, mia, miei, personale, own, propri, proprio, armadio, guardaroba, mine, personal, perso, le mien, own goods, cosa mia, roba mia, my own things, my own clothes",
  resale:
    "comprato per rivendere, rivendita, resale, acquistato, acquisto, bought, reselling, resell, stock, mercatino, thrift, revente, acheté pour revendre, bought to resell, ingrosso",
};

const byWord = <K extends string>(words: Record<K, string>): ReadonlyMap<string, K> =>
  new Map(
    (Object.entries(words) as [K, string][]).flatMap(([key, line]) =>
      [key, ...line.split(", ")].map((word) => [plain(word), key] as const)
    ),
  );

const STATE_BY_WORD = byWord(STATE_WORDS);
const ORIGIN_BY_WORD = byWord(ORIGIN_WORDS);

/** Headers that ask whether an item is sold, which alone give a yes or no its meaning. */
const ASKS_WHETHER_SOLD = /\b(?:vendut[oaie]|sold|vendue?s?)\b/;
const YES = new Set(["si", "yes", "true", "x", "oui"]);
const NO = new Set(["no", "false", "non"]);

/** @param header of the column: "x" below "Venduto" means something, below "Stato" nothing */
export function readState(text: string, header = ""): State | null {
  const word = plain(text);
  if (ASKS_WHETHER_SOLD.test(plain(header))) {
    if (YES.has(word)) return "sold";
    if (NO.has(word)) return "listed";
  }
  return STATE_BY_WORD.get(word) ?? null;
}
export const readOrigin = (text: string): Item["origin"] | null =>
  ORIGIN_BY_WORD.get(plain(text)) ?? null;
