/** Visible flaws as closed lists, with the seller's words for them. */
export type SellerLanguage = "it" | "en";
type Words = Readonly<Record<SellerLanguage, string>>;

const FLAWS = {
  stain: { it: "macchia", en: "stain" },
  hole: { it: "buco", en: "hole" },
  pilling: { it: "pelucchi", en: "pilling" },
  fading: { it: "colore sbiadito", en: "faded colour" },
  yellowing: { it: "ingiallito", en: "yellowing" },
  worn_fabric: { it: "tessuto consumato", en: "worn fabric" },
  pulled_thread: { it: "filo tirato", en: "pulled thread" },
  open_seam: { it: "cucitura aperta", en: "open seam" },
  missing_button: { it: "bottone mancante", en: "missing button" },
  broken_zip: { it: "cerniera rotta", en: "broken zip" },
  scratch: { it: "graffio", en: "scratch" },
  crease_mark: { it: "segno di piega", en: "crease mark" },
  cracked_print: { it: "stampa screpolata", en: "cracked print" },
  worn_sole: { it: "suola consumata", en: "worn sole" },
} as const satisfies Record<string, Words>;

const PLACES = {
  front: { it: "davanti", en: "on the front" },
  back: { it: "dietro", en: "on the back" },
  collar: { it: "sul colletto", en: "on the collar" },
  sleeve: { it: "su una manica", en: "on a sleeve" },
  cuff: { it: "sul polsino", en: "on the cuff" },
  armpit: { it: "sotto la manica", en: "under the arm" },
  hem: { it: "sull’orlo", en: "on the hem" },
  leg: { it: "su una gamba", en: "on a leg" },
  waist: { it: "in vita", en: "at the waist" },
  pocket: { it: "su una tasca", en: "on a pocket" },
  lining: { it: "sulla fodera", en: "on the lining" },
  toe: { it: "sulla punta", en: "on the toe" },
  heel: { it: "sul tacco", en: "on the heel" },
  sole: { it: "sotto la suola", en: "on the sole" },
  handle: { it: "sul manico", en: "on the handle" },
} as const satisfies Record<string, Words>;

type FlawName = keyof typeof FLAWS;
type PlaceName = keyof typeof PLACES;
export const FLAW_NAMES = Object.keys(FLAWS) as FlawName[];
export const PLACE_NAMES = Object.keys(PLACES) as PlaceName[];

export function flawInWords(
  what: FlawName,
  where: PlaceName | null,
  language: SellerLanguage,
): string {
  return where ? `${FLAWS[what][language]} ${PLACES[where][language]}` : FLAWS[what][language];
}
