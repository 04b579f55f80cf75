/** The public shop's settings: whether it is open, what it is called, what stands under the name. */
import { type Context, Hono } from "hono";
import { z } from "zod";
import { ButtonLink } from "../../components/button.tsx";
import { CheckField, TextArea, TextField } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import type { T } from "../../locales/mod.ts";
import {
  PROFILE_CHARS_MAX,
  ProfileSchema,
  type Shop,
  SHOP_NAME_CHARS_MAX,
  SHOP_WORDS_CHARS_MAX,
  type ShopSettings,
} from "../../services/shop/mod.ts";
import type { Assets } from "../frame/assets.ts";
import type { Env } from "../env.ts";
import { flash } from "../frame/flash.ts";
import { page } from "../frame/page.tsx";
import type { Services } from "../services.ts";
import { createShopHandler, SHOP_ROOT } from "../shop/shop.tsx";
import { parsed, text, tick, Wrong } from "../forms/fields.ts";
import {
  answerForm,
  filledForm,
  type Form,
  type FormStatus,
  mergedForm,
  mustFit,
} from "../forms/form.ts";
import type { Values } from "../forms/merge.ts";
import { FormNotice, SaveButton, SeenField } from "../forms/notice.tsx";
import { propsOf } from "../forms/props.ts";

const PATH = "/settings/shop";
const PREVIEW = `${PATH}/preview`;

const ShopForm = z.object({
  on: tick,
  name: text({ max: SHOP_NAME_CHARS_MAX }),
  words_it: text({ max: SHOP_WORDS_CHARS_MAX }),
  words_en: text({ max: SHOP_WORDS_CHARS_MAX }),
  profileUrl: parsed(
    { max: PROFILE_CHARS_MAX },
    (link) => ProfileSchema.safeParse(link).success ? link : new Wrong("shop.not_a_profile"),
  ),
}).transform(({ on, name, words_it, words_en, profileUrl }): ShopSettings => ({
  on,
  name,
  words: { it: words_it, en: words_en },
  ...(profileUrl && { profileUrl }),
}));

const shopValues = ({ on, name, words, profileUrl = "" }: ShopSettings): Values => ({
  on: on ? ["on"] : [],
  name: [name],
  words_it: [words.it],
  words_en: [words.en],
  profileUrl: [profileUrl],
});

/** Mounted on `/settings/shop`. */
export function shopSettingsRoutes(
  services: Pick<Services, "shop" | "blobs" | "auth">,
  assets: Assets,
): Hono<Env> {
  const { shop } = services;
  const preview = createShopHandler(services, { root: PREVIEW, preview: true, assets });
  async function show(c: Context<Env>, sent?: Form, status?: FormStatus) {
    await shop.ready;
    const { t } = c.var;
    const title = t("shop.settings_title");
    const form = sent ?? filledForm(shopValues(shop.settings()));
    const body = <SettingsPage t={t} shop={shop} form={form} />;
    return page(c, { title, current: "settings", status }, body);
  }

  return new Hono<Env>()
    .get("/", (c) => show(c))
    .post("/", (c) =>
      answerForm(c, {
        async act(form) {
          await shop.ready;
          const current = shopValues(shop.settings());
          const settings = mustFit(c.var.t, ShopForm, mergedForm(form, current));
          await shop.saveSettings(settings);
          flash(c, settings.on ? "shop.is_open" : "shop.is_closed");
          return c.redirect(PATH, 303);
        },
        again: (form, status) => show(c, form, status),
      }))
    .get("/preview", preview)
    .get("/preview/*", preview);
}

function SettingsPage({ t, shop, form }: { t: T; shop: Shop; form: Form }) {
  const { on } = shop.settings();
  const count = shop.shelf().goods.length;
  return (
    <div class="page page--narrow">
      <header class="masthead">
        <h1>{t("shop.settings_title")}</h1>
        <ButtonLink href="/settings" icon="back">{t("shell.settings")}</ButtonLink>
      </header>
      <p>{t("shop.settings_intro")}</p>
      <Sheet
        title={t(on ? "shop.open" : "shop.closed")}
        action={
          <ButtonLink href={on ? SHOP_ROOT : PREVIEW} icon="eye">
            {t(on ? "shop.visit" : "shop.preview")}
          </ButtonLink>
        }
      >
        <p>{t("shop.goods_shown", { count })}</p>
        {count === 0 && (
          <Notice>
            <p>{t("shop.how_to_show")}</p>
          </Notice>
        )}
        <p class="soft small">{t("shop.not_in_listings")}</p>
      </Sheet>
      <SettingsForm t={t} form={form} />
    </div>
  );
}

function SettingsForm({ t, form }: { t: T; form: Form }) {
  const { tick, value } = propsOf(t, form);
  return (
    <form method="post" action={PATH} class="form">
      <FormNotice t={t} form={form} />
      <SeenField form={form} />
      <CheckField {...tick("on")} label={t("shop.on")} hint={t("shop.on_hint")} />
      <TextField
        {...value("name")}
        label={t("shop.name")}
        hint={t("shop.name_hint")}
        maxLength={SHOP_NAME_CHARS_MAX}
      />
      <TextArea
        {...value("words_it")}
        label={t("shop.words_it")}
        rows={2}
        maxLength={SHOP_WORDS_CHARS_MAX}
      />
      <TextArea
        {...value("words_en")}
        label={t("shop.words_en")}
        rows={2}
        maxLength={SHOP_WORDS_CHARS_MAX}
      />
      <TextField
        {...value("profileUrl")}
        label={t("shop.profile_url")}
        hint="https://www.vinted.it/member/…"
        inputMode="url"
        maxLength={PROFILE_CHARS_MAX}
      />
      <SaveButton t={t} form={form} label={t("common.save")} back={PATH} />
    </form>
  );
}
