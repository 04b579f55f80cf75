/** Flaws that come up again and again, in every language, so that they can be said to a buyer abroad. */
import type { Labels, Language } from "../taxonomy/mod.ts";

export const COMMON_FLAWS: readonly Labels[] = [
  row("piccola macchia", "small stain", "petite tache", "kleiner Fleck", "pequeña mancha"),
  row("macchia", "stain", "tache", "Fleck", "mancha"),
  row("macchie", "stains", "taches", "Flecken", "manchas"),
  row("alone", "water mark", "auréole", "Wasserrand", "cerco"),
  row("piccolo buco", "small hole", "petit trou", "kleines Loch", "pequeño agujero"),
  row("buco", "hole", "trou", "Loch", "agujero"),
  row("filo tirato", "pulled thread", "fil tiré", "gezogener Faden", "hilo suelto"),
  row("pelucchi", "pilling", "bouloches", "Pilling", "bolitas"),
  row(
    "leggero pilling",
    "light pilling",
    "légères bouloches",
    "leichtes Pilling",
    "algunas bolitas",
  ),
  row("scolorito", "faded", "décoloré", "ausgeblichen", "descolorido"),
  row(
    "leggermente scolorito",
    "slightly faded",
    "un peu décoloré",
    "leicht ausgeblichen",
    "algo descolorido",
  ),
  row("colore sbiadito", "faded colour", "couleur passée", "verblasste Farbe", "color desteñido"),
  row("ingiallito", "yellowing", "jauni", "vergilbt", "amarillento"),
  row("tessuto consumato", "worn fabric", "tissu usé", "abgetragener Stoff", "tejido gastado"),
  row("bottone mancante", "missing button", "bouton manquant", "ein Knopf fehlt", "falta un botón"),
  row(
    "manca un bottone",
    "one button is missing",
    "il manque un bouton",
    "ein Knopf fehlt",
    "falta un botón",
  ),
  row(
    "cerniera difettosa",
    "faulty zip",
    "fermeture éclair défectueuse",
    "Reißverschluss defekt",
    "cremallera defectuosa",
  ),
  row(
    "cerniera rotta",
    "broken zip",
    "fermeture éclair cassée",
    "Reißverschluss kaputt",
    "cremallera rota",
  ),
  row("cucitura aperta", "open seam", "couture ouverte", "offene Naht", "costura abierta"),
  row("orlo scucito", "hem undone", "ourlet décousu", "Saum aufgegangen", "dobladillo descosido"),
  row(
    "colletto ingiallito",
    "yellowed collar",
    "col jauni",
    "vergilbter Kragen",
    "cuello amarillento",
  ),
  row("stampa rovinata", "worn print", "imprimé abîmé", "abgenutzter Print", "estampado gastado"),
  row(
    "stampa screpolata",
    "cracked print",
    "imprimé craquelé",
    "rissiger Print",
    "estampado agrietado",
  ),
  row(
    "segno di piega",
    "crease mark",
    "marque de pli",
    "Knickfalte",
    "marca de pliegue",
  ),
  row("suola consumata", "worn sole", "semelle usée", "abgelaufene Sohle", "suela gastada"),
  row("tacco consumato", "worn heel", "talon usé", "abgelaufener Absatz", "tacón gastado"),
  row("talloni consumati", "worn heels", "talons usés", "abgelaufene Fersen", "talones gastados"),
  row("graffio", "scratch", "rayure", "Kratzer", "arañazo"),
  row("graffi", "scratches", "rayures", "Kratzer", "arañazos"),
  row("piccolo graffio", "small scratch", "petite rayure", "kleiner Kratzer", "pequeño arañazo"),
  row("angoli consumati", "worn corners", "coins usés", "abgestoßene Ecken", "esquinas gastadas"),
  row("fodera strappata", "torn lining", "doublure déchirée", "gerissenes Futter", "forro roto"),
];

/** Where a flaw is, as it follows the flaw: the places that the readers of photos name are among them. */
const PLACES: readonly Labels[] = [
  row("davanti", "on the front", "devant", "vorne", "por delante"),
  row("dietro", "on the back", "au dos", "hinten", "por detrás"),
  row("sul colletto", "on the collar", "sur le col", "am Kragen", "en el cuello"),
  row("sulla manica", "on the sleeve", "sur la manche", "am Ärmel", "en la manga"),
  row("su una manica", "on a sleeve", "sur une manche", "an einem Ärmel", "en una manga"),
  row("sul polsino", "on the cuff", "au poignet", "am Bündchen", "en el puño"),
  row("sotto la manica", "under the arm", "sous le bras", "unter dem Arm", "bajo la manga"),
  row("sull’orlo", "on the hem", "sur l'ourlet", "am Saum", "en el dobladillo"),
  row("su una gamba", "on a leg", "sur une jambe", "an einem Bein", "en una pierna"),
  row("in vita", "at the waist", "à la taille", "an der Taille", "en la cintura"),
  row("su una tasca", "on a pocket", "sur une poche", "an einer Tasche", "en un bolsillo"),
  row("sulla fodera", "on the lining", "sur la doublure", "am Futter", "en el forro"),
  row("sulla punta", "on the toe", "sur la pointe", "an der Spitze", "en la punta"),
  row("sul tacco", "on the heel", "sur le talon", "am Absatz", "en el tacón"),
  row("sotto la suola", "on the sole", "sous la semelle", "an der Sohle", "en la suela"),
  row("sul manico", "on the handle", "sur l'anse", "am Henkel", "en el asa"),
];

/** Between two flaws that are written as one. */
const AND: Labels = row(" e ", " and ", " et ", " und ", " y ");

function row(it: string, en: string, fr: string, de: string, es: string): Labels {
  return { it, en, fr, de, es };
}

const plain = (text: string) =>
  text.toLowerCase().replaceAll("'", "’").replace(/[.\s]+$/, "").trim();

/** The same flaw in another language, or null where only its writer's words exist: never half of it. */
export function translateFlaw(flaw: string, from: Language, to: Language): string | null {
  if (from === to) return flaw;
  const text = plain(flaw);
  const whole = one(COMMON_FLAWS, text, from, to) ?? placed(text, from, to);
  if (whole !== null) return whole;
  const parts = text.split(AND[from]);
  const said = parts.length > 1 ? parts.map((part) => translateFlaw(part, from, to)) : [null];
  return said.every((part) => part !== null) ? said.join(AND[to]) : null;
}

function one(
  rows: readonly Labels[],
  text: string,
  from: Language,
  to: Language,
): string | null {
  return rows.find((row) => plain(row[from]) === text)?.[to] ?? null;
}

/** "Macchia su una manica": a flaw and its place. */
function placed(text: string, from: Language, to: Language): string | null {
  for (const place of PLACES) {
    const end = ` ${plain(place[from])}`;
    if (!text.endsWith(end)) continue;
    const flaw = one(COMMON_FLAWS, text.slice(0, -end.length), from, to);
    if (flaw !== null) return `${flaw} ${place[to]}`;
  }
  return null;
}
