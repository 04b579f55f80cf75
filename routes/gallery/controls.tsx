/** Swatches of what one presses and fills in. */
import type { Context } from "hono";
import { Button, ButtonLink } from "../../components/button.tsx";
import { ChipChoice, ChipLink, Chips } from "../../components/chips.tsx";
import {
  CheckField,
  RadioField,
  SelectField,
  TextArea,
  TextField,
} from "../../components/field.tsx";
import { Icon, ICON_NAMES } from "../../components/icon.tsx";
import { Island } from "../../components/island.tsx";
import { Menu } from "../../components/menu.tsx";
import { Sheet } from "../../components/sheet.tsx";
import CopyButton from "../../islands/CopyButton.tsx";
import type { Env } from "../env.ts";

interface Props {
  c: Context<Env>;
}

export function Buttons({ c: { var: { t } } }: Props) {
  return (
    <Sheet>
      <div class="row">
        <Button kind="main" icon="copy">{t("gallery.button_main")}</Button>
        <Button>{t("gallery.button_plain")}</Button>
        <Button kind="quiet">{t("gallery.button_quiet")}</Button>
        <Button kind="danger" icon="trash">{t("gallery.button_danger")}</Button>
        <Button disabled>{t("gallery.button_off")}</Button>
        <ButtonLink href="/items" icon="wardrobe">{t("gallery.button_link")}</ButtonLink>
        <Button icon="search" iconOnly>{t("shell.search")}</Button>
      </div>
      <div class="row">
        <Menu kind="quiet" label={t("gallery.menu")}>
          <Button>{t("gallery.button_plain")}</Button>
          <Button kind="danger">{t("gallery.button_danger")}</Button>
        </Menu>
        <Island
          of={CopyButton}
          props={{
            text: "N. 0231",
            label: t("gallery.copy"),
            copied: t("common.copied"),
            failed: t("common.copy_failed"),
          }}
        />
      </div>
      <Chips label={t("gallery.chips")}>
        <ChipLink href="/gallery#buttons" current>{t("gallery.chip_a")}</ChipLink>
        <ChipLink href="/gallery#fields">{t("gallery.chip_b")}</ChipLink>
        <ChipChoice name="condition" value="b" checked>{t("gallery.chip_b")}</ChipChoice>
        <ChipChoice name="condition" value="c">{t("gallery.chip_c")}</ChipChoice>
      </Chips>
    </Sheet>
  );
}

export function Fields({ c: { var: { t } } }: Props) {
  const conditions = (["a", "b", "c"] as const).map((value) => ({
    value,
    label: t(`gallery.chip_${value}`),
  }));
  const sizes = ["XS", "S", "M", "L"].map((size) => ({ value: size, label: size }));
  return (
    <Sheet>
      <form class="form" action="/gallery">
        <div class="fields">
          <TextField
            name="title"
            label={t("gallery.field_title")}
            hint={t("gallery.field_title_hint")}
            value={t("gallery.field_title_value")}
          />
          <TextField
            name="price"
            label={t("gallery.field_price")}
            error={t("gallery.field_price_error")}
            inputMode="decimal"
            value="ventiquattro"
          />
          <SelectField
            name="size"
            label={t("gallery.field_size")}
            options={[{ group: t("gallery.field_sizes"), options: sizes }]}
            value="M"
          />
          <TextField
            name="photos"
            type="file"
            label={t("gallery.field_photos")}
            accept="image/*"
            multiple
          />
        </div>
        <TextArea
          name="text"
          label={t("gallery.field_text")}
          value={t("gallery.field_text_value")}
        />
        <RadioField
          name="state"
          label={t("gallery.field_condition")}
          options={conditions}
          value="b"
        />
        <CheckField
          name="resale"
          label={t("gallery.field_resale")}
          hint={t("gallery.field_resale_hint")}
          checked
        />
        <Button kind="main">{t("common.save")}</Button>
      </form>
    </Sheet>
  );
}

export function Icons({ c: { var: { t } } }: Props) {
  return (
    <Sheet>
      <ul class="swatch-icons" aria-label={t("gallery.icons")}>
        {ICON_NAMES.map((name) => (
          <li key={name}>
            <Icon name={name} />
            <code>{name}</code>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}
