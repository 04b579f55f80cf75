/** Where it lies, what it cost, how it came: what never goes into a listing. */
import { RadioField, SelectField, TextArea, TextField } from "../../components/field.tsx";
import type { ItemFormProps } from "./form_props.ts";

export function HouseFields(
  { c: { var: { t } }, row: { value: item }, recents, lots }: ItemFormProps,
) {
  const amount = (cents: number | undefined) =>
    cents === undefined ? undefined : (cents / 100).toFixed(2).replace(".", ",");
  return (
    <div class="fields">
      <TextField name="box" label={t("items.box")} value={item.box} maxLength={40} list="boxes" />
      <datalist id="boxes">
        {recents.box.map(({ value }) => <option key={value} value={value} />)}
      </datalist>
      <TextField
        name="price"
        label={t("items.price")}
        hint="EUR"
        inputMode="decimal"
        value={amount(item.price?.cents)}
      />
      <TextField
        name="cost"
        label={t("items.cost")}
        hint="EUR"
        inputMode="decimal"
        value={amount(item.cost?.cents)}
      />
      <TextField
        name="acquiredOn"
        label={t("items.acquired_on")}
        type="date"
        value={item.acquiredOn}
      />
      {lots.length > 0 && (
        <SelectField
          name="lotId"
          label={t("items.lot")}
          value={item.lotId}
          options={[
            { value: "", label: t("items.no_lot") },
            ...lots.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      <RadioField
        name="origin"
        label={t("items.origin")}
        value={item.origin}
        options={[
          { value: "own", label: t("inventory.origin_own") },
          { value: "resale", label: t("inventory.origin_resale") },
        ]}
      />
      <div class="whole">
        <TextArea
          name="note"
          label={t("items.note")}
          hint={t("items.note_hint")}
          value={item.note}
          rows={2}
          maxLength={2000}
        />
      </div>
    </div>
  );
}
