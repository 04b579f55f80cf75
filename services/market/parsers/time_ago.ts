/** Times relative to now, as the marketplace's sites write them in their languages: "39 min fa", "ieri", "před 2 dny". */
import { fold } from "../../base/text.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "../../base/time.ts";

/** Second, minute, hour, day, week, month of 30 days, year of 365 days. */
const UNIT_MS = [SECOND_MS, MINUTE_MS, HOUR_MS, DAY_MS, 7 * DAY_MS, 30 * DAY_MS, 365 * DAY_MS];

/** Folded beginnings of words; alternatives are separated by a bar. */
interface Language {
  readonly ago: string;
  /** In the order of `UNIT_MS`. */
  readonly units: readonly string[];
  readonly yesterday: string;
  readonly today: string;
}

const language = (
  ago: string,
  units: string,
  yesterday: string,
  today: string,
): Language => ({ ago, units: units.split(" "), yesterday, today });

const LANGUAGES: readonly Language[] = [
  language("fa", "sec min h\\b|or[ae] giorn|gg sett mes ann", "ieri", "oggi"),
  language("ago", "sec min h\\b|hour d\\b|day w\\b|week mon y", "yesterday", "today"),
  language("il y a", "sec min h\\b|heure j\\b|jour sem mois an", "hier", "aujourd hui"),
  language("vor", "sek min st tag woche monat jahr", "gestern", "heute"),
  language("hace", "seg min h\\b|hora dia sem mes ano", "ayer", "hoy"),
  language("ha", "seg min h\\b|hora dia sem mes ano", "ontem", "hoje"),
  language("geleden", "sec min u dag week|weken maand jaar", "gisteren", "vandaag"),
  language("temu", "sek min godz dzien|dni tydz|tyg mies rok|lat", "wczoraj", "dzis|dzisiaj"),
  // Czech, Slovak and Slovenian share the word.
  language("pred", "sek min hod|ur dn|den ty|ted mes ro|let", "vcera|vceraj", "dnes|danes"),
  language("pries", "sek min val dien sav men met", "vakar", "siandien"),
  language("sedan", "sek min tim dag|dyg veck man ar", "igar|i gar", "idag|i dag"),
  language("siden", "sek min tim dag|dog ug man|md ar", "i gar", "i dag"),
  language("sitten", "sek min tun paiv viik kuu vuo", "eilen", "tanaan"),
  language("ezelott|\\p{L}+j[ae]", "masodp perc ora nap het hon ev", "tegnap", "ma"),
  language("acum|in urma", "sec min or[ae] zi sapt lun an", "ieri", "azi|astazi"),
  language("prije", "sek min sat dan tjed mjes god", "jucer", "danas"),
  language("πριν", "δευτ λεπτ ωρ ημερ|μερ εβδ μην χρον|ετ", "χθες|χτες", "σημερα"),
  language("pirms", "sek min st dien ned men gad", "vakar", "sodien"),
  language("tagasi", "sek min tun paev nad kuu aast", "eile", "tana"),
];

const word = (words: string) => new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, "u");
/** After a figure ("3h") or at the beginning of a word. */
const beginning = (words: string) => new RegExp(`(?<!\\p{L})(?:${words})`, "u");

const PATTERNS = LANGUAGES.map(({ ago, units, yesterday, today }) => ({
  ago: word(ago),
  units: units.map(beginning),
  yesterday: new RegExp(`^(?:${yesterday})(?!\\p{L})`, "u"),
  today: new RegExp(`^(?:${today})(?!\\p{L})`, "u"),
}));

/** @returns milliseconds before now; undefined where the text tells no such time */
export function readTimeAgo(text: string): number | undefined {
  const folded = fold(text).replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  for (const { ago, units, yesterday, today } of PATTERNS) {
    if (yesterday.test(folded)) return DAY_MS;
    if (today.test(folded)) return 0;
    if (!ago.test(folded)) continue;
    const unit = units.findIndex((pattern) => pattern.test(folded));
    if (unit < 0) continue;
    // "un'ora fa" and "před hodinou" name no figure.
    return Number(/\d+/.exec(folded)?.[0] ?? 1) * UNIT_MS[unit]!;
  }
  return undefined;
}
