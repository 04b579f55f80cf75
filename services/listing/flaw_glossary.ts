/** Common flaws in every language, so that foreign buyers can read them. */
import type { Labels, Language } from "../taxonomy/mod.ts";

export const COMMON_FLAWS: readonly Labels[] = [
  labels("piccola macchia", "small stain", "petite tache", "kleiner Fleck", "pequeña mancha"),
  labels("macchia", "stain", "tache", "Fleck", "mancha"),
  labels("macchie", "stains", "taches", "Flecken", "manchas"),
  labels("alone", "water mark", "auréole", "Wasserrand", "cerco"),
  labels("piccolo buco", "small hole", "petit trou", "kleines Loch", "pequeño agujero"),
  labels("buco", "hole", "trou", "Loch", "agujero"),
  labels("filo tirato", "pulled thread", "fil tiré", "gezogener Faden", "hilo suelto"),
  labels("pelucchi", "pilling", "bouloches", "Pilling", "bolitas"),
  labels(
    "leggero pilling",
    "light pilling",
    "légères bouloches",
    "leichtes Pilling",
    "algunas bolitas",
  ),
  labels("scolorito", "faded", "décoloré", "ausgeblichen", "descolorido"),
  labels(
    "leggermente scolorito",
    "slightly faded",
    "un peu décoloré",
    "leicht ausgeblichen",
    "algo descolorido",
  ),
  labels(
    "colore sbiadito",
    "faded colour",
    "couleur passée",
    "verblasste Farbe",
    "color desteñido",
  ),
  labels("ingiallito", "yellowing", "jauni", "vergilbt", "amarillento"),
  labels("tessuto consumato", "worn fabric", "tissu usé", "abgetragener Stoff", "tejido gastado"),
  labels(
    "bottone mancante",
    "missing button",
    "bouton manquant",
    "ein Knopf fehlt",
    "falta un botón",
  ),
  labels(
    "manca un bottone",
    "one button is missing",
    "il manque un bouton",
    "ein Knopf fehlt",
    "falta un botón",
  ),
  labels(
    "cerniera difettosa",
    "faulty zip",
    "fermeture éclair défectueuse",
    "Reißverschluss defekt",
    "cremallera defectuosa",
  ),
  labels(
    "cerniera rotta",
    "broken zip",
    "fermeture éclair cassée",
    "Reißverschluss kaputt",
    "cremallera rota",
  ),
  labels("cucitura aperta", "open seam", "couture ouverte", "offene Naht", "costura abierta"),
  labels(
    "orlo scucito",
    "hem undone",
    "ourlet décousu",
    "Saum aufgegangen",
    "dobladillo descosido",
  ),
  labels(
    "colletto ingiallito",
    "yellowed collar",
    "col jauni",
    "vergilbter Kragen",
    "cuello amarillento",
  ),
  labels(
    "stampa rovinata",
    "worn print",
    "imprimé abîmé",
    "abgenutzter Print",
    "estampado gastado",
  ),
  labels(
    "stampa screpolata",
    "cracked print",
    "imprimé craquelé",
    "rissiger Print",
    "estampado agrietado",
  ),
  labels(
    "segno di piega",
    "crease mark",
    "marque de pli",
    "Knickfalte",
    "marca de pliegue",
  ),
  labels("suola consumata", "worn sole", "semelle usée", "abgelaufene Sohle", "suela gastada"),
  labels("tacco consumato", "worn heel", "talon usé", "abgelaufener Absatz", "tacón gastado"),
  labels(
    "talloni consumati",
    "worn heels",
    "talons usés",
    "abgelaufene Fersen",
    "talones gastados",
  ),
  labels("graffio", "scratch", "rayure", "Kratzer", "arañazo"),
  labels("graffi", "scratches", "rayures", "Kratzer", "arañazos"),
  labels("piccolo graffio", "small scratch", "petite rayure", "kleiner Kratzer", "pequeño arañazo"),
  labels(
    "angoli consumati",
    "worn corners",
    "coins usés",
    "abgestoßene Ecken",
    "esquinas gastadas",
  ),
  labels("fodera strappata", "torn lining", "doublure déchirée", "gerissenes Futter", "forro roto"),
];

/**
 * Places of a flaw, as written after the flaw. They include all places that the photo readers name.
 */
const PLACES: readonly Labels[] = [
  labels("davanti", "on the front", "devant", "vorne", "por delante"),
  labels("dietro", "on the back", "au dos", "hinten", "por detrás"),
  labels("sul colletto", "on the collar", "sur le col", "am Kragen", "en el cuello"),
  labels("sulla manica", "on the sleeve", "sur la manche", "am Ärmel", "en la manga"),
  labels("su una manica", "on a sleeve", "sur une manche", "an einem Ärmel", "en una manga"),
  labels("sul polsino", "on the cuff", "au poignet", "am Bündchen", "en el puño"),
  labels("sotto la manica", "under the arm", "sous le bras", "unter dem Arm", "bajo la manga"),
  labels("sull’orlo", "on the hem", "sur l'ourlet", "am Saum", "en el dobladillo"),
  labels("su una gamba", "on a leg", "sur une jambe", "an einem Bein", "en una pierna"),
  labels("in vita", "at the waist", "à la taille", "an der Taille", "en la cintura"),
  labels("su una tasca", "on a pocket", "sur une poche", "an einer Tasche", "en un bolsillo"),
  labels("sulla fodera", "on the lining", "sur la doublure", "am Futter", "en el forro"),
  labels("sulla punta", "on the toe", "sur la pointe", "an der Spitze", "en la punta"),
  labels("sul tacco", "on the heel", "sur le talon", "am Absatz", "en el tacón"),
  labels("sotto la suola", "on the sole", "sous la semelle", "an der Sohle", "en la suela"),
  labels("sul manico", "on the handle", "sur l'anse", "am Henkel", "en el asa"),
];

/** The word between two flaws in one sentence. */
const AND: Labels = labels(" e ", " and ", " et ", " und ", " y ");

function labels(it: string, en: string, fr: string, de: string, es: string): Labels {
  return { it, en, fr, de, es };
}

const plain = (text: string) =>
  text.toLowerCase().replaceAll("'", "’").replace(/[.\s]+$/, "").trim();

/** Translates a flaw, or returns null when any part of it has no translation. */
export function translateFlaw(flaw: string, from: Language, to: Language): string | null {
  if (from === to) return flaw;
  const text = plain(flaw);
  const whole = translateSingle(COMMON_FLAWS, text, from, to) ?? translateWithPlace(text, from, to);
  if (whole !== null) return whole;
  const parts = text.split(AND[from]);
  const said = parts.length > 1 ? parts.map((part) => translateFlaw(part, from, to)) : [null];
  return said.every((part) => part !== null) ? said.join(AND[to]) : null;
}

function translateSingle(
  rows: readonly Labels[],
  text: string,
  from: Language,
  to: Language,
): string | null {
  return rows.find((row) => plain(row[from]) === text)?.[to] ?? null;
}

/** Translates a flaw with its place, such as "Macchia su una manica". */
function translateWithPlace(text: string, from: Language, to: Language): string | null {
  for (const place of PLACES) {
    const end = ` ${plain(place[from])}`;
    if (!text.endsWith(end)) continue;
    const flaw = translateSingle(COMMON_FLAWS, text.slice(0, -end.length), from, to);
    if (flaw !== null) return `${flaw} ${place[to]}`;
  }
  return null;
}
