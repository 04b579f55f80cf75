/** The public shop's settings: whether it is open, what it is called, what stands under the name. */
import { Hono } from "hono";
import { z } from "zod";
import { Button, ButtonLink } from "../../components/button.tsx";
import { CheckField, TextArea, TextField } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import type { T } from "../../locales/mod.ts";
import { invalid } from "../../services/base/errors.ts";
import {
  type Shop,
  SHOP_NAME_CHARS_MAX,
  SHOP_WORDS_CHARS_MAX,
  ShopSettingsSchema,
} from "../../services/shop/mod.ts";
import type { Assets } from "../frame/assets.ts";
import type { Env } from "../env.ts";
import { flash } from "../frame/flash.ts";
import { page } from "../frame/page.tsx";
import type { Services } from "../services.ts";
import { SHOP_ROOT, shopDoor } from "../shop/shop.tsx";
import { readFields } from "../forms/body.ts";

const PATH = "/settings/shop";
const PREVIEW = `${PATH}/preview`;

const FormSchema = z.object({
  on: z.string().optional(),
  name: z.string().default(""),
  words_it: z.string().default(""),
  words_en: z.string().default(""),
  profileUrl: z.string().trim().default(""),
});

/** Mounted on `/settings/shop`. */
export function shopSettingsRoutes(
  services: Pick<Services, "shop" | "blobs" | "auth">,
  assets: Assets,
): Hono<Env> {
  const { shop } = services;
  const preview = shopDoor(services, { root: PREVIEW, preview: true, assets });
  return new Hono<Env>()
    .get("/", async (c) => {
      await shop.ready;
      const { t } = c.var;
      const title = t("shop.settings_title");
      return page(c, { title, current: "settings" }, <SettingsPage t={t} shop={shop} />);
    })
    .post("/", async (c) => {
      const form = FormSchema.safeParse(await readFields(c));
      if (!form.success) throw invalid("shop.bad_settings");
      const { on, name, words_it, words_en, profileUrl } = form.data;
      const settings = ShopSettingsSchema.safeParse({
        on: on !== undefined,
        name,
        words: { it: words_it, en: words_en },
        ...(profileUrl && { profileUrl }),
      });
      if (!settings.success) {
        const field = settings.error.issues[0]?.path[0];
        throw invalid(field === "profileUrl" ? "shop.not_a_profile" : "shop.bad_settings");
      }
      await shop.saveSettings(settings.data);
      flash(c, settings.data.on ? "shop.is_open" : "shop.is_closed");
      return c.redirect(PATH, 303);
    })
    .get("/preview", preview)
    .get("/preview/*", preview);
}

function SettingsPage({ t, shop }: { t: T; shop: Shop }) {
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
      <SettingsForm t={t} shop={shop} />
    </div>
  );
}

function SettingsForm({ t, shop }: { t: T; shop: Shop }) {
  const { on, name, words, profileUrl } = shop.settings();
  return (
    <form method="post" action={PATH} class="form">
      <CheckField name="on" label={t("shop.on")} hint={t("shop.on_hint")} checked={on} />
      <TextField
        name="name"
        label={t("shop.name")}
        hint={t("shop.name_hint")}
        value={name}
        maxLength={SHOP_NAME_CHARS_MAX}
      />
      <TextArea
        name="words_it"
        label={t("shop.words_it")}
        value={words.it}
        rows={2}
        maxLength={SHOP_WORDS_CHARS_MAX}
      />
      <TextArea
        name="words_en"
        label={t("shop.words_en")}
        value={words.en}
        rows={2}
        maxLength={SHOP_WORDS_CHARS_MAX}
      />
      <TextField
        name="profileUrl"
        label={t("shop.profile_url")}
        hint="https://www.vinted.it/member/…"
        type="url"
        value={profileUrl}
      />
      <Button type="submit" kind="main">{t("common.save")}</Button>
    </form>
  );
}
