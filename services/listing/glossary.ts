/** Flaws that come up again and again, in every language, so that they can be said to a buyer abroad. */
import type { Labels, Language } from "../taxonomy/mod.ts";

export const COMMON_FLAWS: readonly Labels[] = [
  row("piccola macchia", "small stain", "petite tache", "kleiner Fleck", "pequeña mancha"),
  row("macchia", "stain", "tache", "Fleck", "mancha"),
  row(
    "piccola macchia sulla manica",
    "small stain on the sleeve",
    "petite tache sur la manche",
    "kleiner Fleck am Ärmel",
    "pequeña mancha en la manga",
  ),
  row("piccolo buco", "small hole", "petit trou", "kleines Loch", "pequeño agujero"),
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
  row("suola consumata", "worn sole", "semelle usée", "abgelaufene Sohle", "suela gastada"),
  row("tacco consumato", "worn heel", "talon usé", "abgelaufener Absatz", "tacón gastado"),
  row("talloni consumati", "worn heels", "talons usés", "abgelaufene Fersen", "talones gastados"),
  row("graffi", "scratches", "rayures", "Kratzer", "arañazos"),
  row("piccolo graffio", "small scratch", "petite rayure", "kleiner Kratzer", "pequeño arañazo"),
  row("angoli consumati", "worn corners", "coins usés", "abgestoßene Ecken", "esquinas gastadas"),
  row("fodera strappata", "torn lining", "doublure déchirée", "gerissenes Futter", "forro roto"),
];

function row(it: string, en: string, fr: string, de: string, es: string): Labels {
  return { it, en, fr, de, es };
}

const plain = (text: string) => text.toLowerCase().replace(/[.\s]+$/, "").trim();

/** The same flaw in another language, or null where only its writer's words exist. */
export function translateFlaw(flaw: string, from: Language, to: Language): string | null {
  if (from === to) return flaw;
  return COMMON_FLAWS.find((row) => plain(row[from]) === plain(flaw))?.[to] ?? null;
}
