/** Language, country site, light or dark. */
import { type Context, Hono } from "hono";
import { z } from "zod";
import { Button } from "../../components/button.tsx";
import { RadioField, SelectField } from "../../components/field.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { LANGUAGES, type Profile, THEMES } from "../../services/auth/mod.ts";
import { SITES } from "../../services/marketplace/mod.ts";
import type { Env } from "../env.ts";
import { flash } from "../frame/flash.ts";
import type { Services } from "../services.ts";
import { siteOptions } from "../frame/site_options.ts";
import { readFields } from "../forms/body.ts";

const form = z.object({
  language: z.enum(LANGUAGES),
  site: z.enum(SITES),
  theme: z.enum(THEMES),
}).partial().catch({});

export function preferenceRoutes({ auth }: Pick<Services, "auth">): Hono<Env> {
  return new Hono<Env>().post("/", async (c) => {
    await auth.profile.change(form.parse(await readFields(c)));
    flash(c, "auth.preferences_saved");
    return c.redirect("/settings/account", 303);
  });
}

export function PreferencesSheet({ c, profile }: { c: Context<Env>; profile: Profile }) {
  const { t, locale } = c.var;
  return (
    <Sheet title={t("auth.preferences")} id="preferences">
      <form method="post" action="/settings/account/preferences" class="form">
        <RadioField
          name="language"
          label={t("auth.language")}
          options={LANGUAGES.map((value) => ({ value, label: t(`auth.language_${value}`) }))}
          value={profile.language}
        />
        <SelectField
          name="site"
          label={t("auth.site")}
          hint={t("auth.site_hint")}
          options={siteOptions(locale)}
          value={profile.site}
        />
        <RadioField
          name="theme"
          label={t("auth.theme")}
          options={THEMES.map((value) => ({ value, label: t(`auth.theme_${value}`) }))}
          value={profile.theme}
        />
        <Button type="submit">{t("auth.save")}</Button>
      </form>
    </Sheet>
  );
}
