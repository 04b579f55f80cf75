/** Names of the measures in the five languages. */
import type { Measure } from "./facts.ts";
import type { Labels } from "./labels.ts";

const labels = (it: string, en: string, fr: string, de: string, es: string): Labels => ({
  it,
  en,
  fr,
  de,
  es,
});

export const MEASURE_LABELS: Readonly<Record<Measure, Labels>> = {
  chest: labels(
    "Da ascella ad ascella",
    "Pit to pit",
    "D’aisselle à aisselle",
    "Achsel zu Achsel",
    "De axila a axila",
  ),
  length: labels("Lunghezza", "Length", "Longueur", "Länge", "Largo"),
  shoulders: labels("Spalle", "Shoulders", "Épaules", "Schultern", "Hombros"),
  sleeve: labels("Manica", "Sleeve", "Manche", "Ärmel", "Manga"),
  waist: labels("Vita", "Waist", "Taille", "Taille", "Cintura"),
  hips: labels("Fianchi", "Hips", "Hanches", "Hüfte", "Cadera"),
  inseam: labels("Interno gamba", "Inside leg", "Entrejambe", "Innenbein", "Tiro interior"),
  outseam: labels(
    "Lunghezza totale",
    "Outside leg",
    "Longueur totale",
    "Außenlänge",
    "Largo total",
  ),
  hem: labels("Fondo gamba", "Leg opening", "Bas de jambe", "Saumweite", "Bajo"),
  rise: labels("Cavallo", "Rise", "Fourche", "Leibhöhe", "Tiro"),
  insole: labels("Soletta", "Insole", "Semelle intérieure", "Innensohle", "Plantilla"),
  heel: labels("Tacco", "Heel", "Talon", "Absatz", "Tacón"),
  width: labels("Larghezza", "Width", "Largeur", "Breite", "Ancho"),
  height: labels("Altezza", "Height", "Hauteur", "Höhe", "Alto"),
  depth: labels("Profondità", "Depth", "Profondeur", "Tiefe", "Profundidad"),
  strap: labels("Tracolla", "Strap", "Bandoulière", "Riemen", "Correa"),
};

export const MEASURES = Object.keys(MEASURE_LABELS) as Measure[];
