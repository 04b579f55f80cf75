/** How the parts of a garment are called. */
import type { MaterialPart } from "./facts.ts";
import { type Labels, type Language, readLabels } from "./labels.ts";
import { type Fibres, fibresByPart } from "./parse_material.ts";

const MATERIAL_PART_LABELS: Readonly<Record<MaterialPart, Labels>> = {
  lining: readLabels("Fodera | Lining | Doublure | Futter | Forro"),
  padding: readLabels("Imbottitura | Padding | Rembourrage | Füllung | Relleno"),
  trim: readLabels("Inserti | Trim | Empiècement | Besatz | Ribete"),
  sole: readLabels("Suola | Sole | Semelle | Laufsohle | Suela"),
};

/**
 * A composition part by part: "80% lana, 20% poliammide", then "Fodera: 100% viscosa".
 *
 * @param list writes the fibres of one part
 * @param colon between the part and its fibres
 */
export function partsInWords(
  fibres: Fibres,
  language: Language,
  list: (fibres: Fibres) => string,
  colon = ": ",
): string[] {
  return [...fibresByPart(fibres)].map(([part, found]) =>
    part ? `${MATERIAL_PART_LABELS[part][language]}${colon}${list(found)}` : list(found)
  );
}
