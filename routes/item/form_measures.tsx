/** The measures that buyers ask for, of this kind of thing. */
import { TextField } from "../../components/field.tsx";
import { type Measure, MEASURES } from "../../services/inventory/mod.ts";
import { category, MEASURE_LABELS } from "../../services/taxonomy/mod.ts";
import { type ItemFormProps, placeIn } from "./form_props.ts";
import { sourceInWords } from "./words.ts";

/** Of a thing without a category: what every garment has. */
const USUAL_MEASURES: readonly Measure[] = ["chest", "length"];

export function MeasureFields(
  { c: { var: { t, locale } }, row: { value: { facts } } }: ItemFormProps,
) {
  const wanted = category(facts.category?.value ?? "")?.measures ?? USUAL_MEASURES;
  const known = facts.measures?.value ?? {};
  const shown = MEASURES.filter((name) => wanted.includes(name) || name in known)
    .sort((a, b) => placeIn(wanted, a) - placeIn(wanted, b));
  return (
    <div class="fields" id="measures">
      {shown.map((name) => (
        <TextField
          key={name}
          id={`measure-${name}`}
          name={`measure.${name}`}
          label={MEASURE_LABELS[name][locale]}
          hint={t("items.centimetres")}
          source={sourceInWords(t, facts, "measures")}
          inputMode="decimal"
          value={known[name] === undefined ? undefined : known[name] / 10}
        />
      ))}
    </div>
  );
}
