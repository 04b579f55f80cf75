/** The measures that buyers ask for, of this kind of thing. */
import { TextField } from "../../components/field.tsx";
import { MEASURE_LABELS } from "../../services/taxonomy/mod.ts";
import { propsOf } from "../forms/props.ts";
import type { ItemFormProps } from "./form_props.ts";
import { measureField, measuresAsked } from "./form_values.ts";
import { sourceText } from "./item_texts.ts";

export function MeasureFields(
  { c: { var: { t, locale } }, item: { facts }, form }: ItemFormProps,
) {
  const { value } = propsOf(t, form);
  return (
    <div class="fields" id="measures">
      {measuresAsked(facts).map((name) => (
        <TextField
          key={name}
          {...value(measureField(name))}
          label={MEASURE_LABELS[name][locale]}
          hint={t("items.centimetres")}
          source={sourceText(t, facts, "measures")}
          inputMode="decimal"
        />
      ))}
    </div>
  );
}
