/** Fields that never go into a listing: box, cost, origin, note. */
import { RadioField, SelectField, TextArea, TextField } from "../../components/field.tsx";
import { BOX_CHARS_MAX, NOTE_CHARS_MAX } from "../../services/inventory/mod.ts";
import { propsOf } from "../forms/props.ts";
import type { ItemFormProps } from "./form_props.ts";

export function PrivateFields(
  { c: { var: { t } }, item, form, recents, lots }: ItemFormProps,
) {
  const { value } = propsOf(t, form);
  return (
    <div class="fields">
      <TextField {...value("box")} label={t("items.box")} maxLength={BOX_CHARS_MAX} list="boxes" />
      <datalist id="boxes">
        {recents.box.map(({ value }) => <option key={value} value={value} />)}
      </datalist>
      <TextField
        {...value("price")}
        label={t("items.price")}
        hint={item.price?.currency ?? "EUR"}
        inputMode="decimal"
      />
      <TextField
        {...value("cost")}
        label={t("items.cost")}
        hint={item.cost?.currency ?? "EUR"}
        inputMode="decimal"
      />
      <TextField {...value("acquiredOn")} label={t("items.acquired_on")} type="date" />
      {lots.length > 0 && (
        <SelectField
          {...value("lotId")}
          label={t("items.lot")}
          options={[
            { value: "", label: t("items.no_lot") },
            ...lots.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      <RadioField
        {...value("origin")}
        label={t("items.origin")}
        options={[
          { value: "own", label: t("inventory.origin_own") },
          { value: "resale", label: t("inventory.origin_resale") },
        ]}
      />
      <div class="whole">
        <TextArea
          {...value("note")}
          label={t("items.note")}
          hint={t("items.note_hint")}
          rows={2}
          maxLength={NOTE_CHARS_MAX}
        />
      </div>
    </div>
  );
}
