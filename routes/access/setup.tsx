/** Set-up page of the first run: the code from the terminal, a passphrase and two choices create the owner. */
import { type Context, Hono } from "hono";
import { z } from "zod";
import { Button } from "../../components/button.tsx";
import { CheckField, SelectField, TextField } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { PASSPHRASE_CHARS_MIN } from "../../services/auth/mod.ts";
import { DEFAULT_SITE, SITES } from "../../services/marketplace/mod.ts";
import { EntryPage } from "./entry_page.tsx";
import type { Env } from "../env.ts";
import { page } from "../frame/page.tsx";
import { type Refusal, refusalOf } from "../frame/refusal.ts";
import type { Services } from "../services.ts";
import { writeLoginCookies } from "../frame/login_cookies.ts";
import { siteOptions } from "../frame/site_options.ts";
import { limitSmallForms } from "../forms/body_limit.ts";
import { visitorOf } from "../frame/visitor.ts";
import { readFields } from "../forms/body.ts";

interface SetupNeeds extends Pick<Services, "auth"> {
  /** Fills the wardrobe so that a newcomer sees a living app. */
  readonly createDemoItems: () => Promise<void>;
}

const form = z.object({
  code: z.string().default(""),
  passphrase: z.string().default(""),
  site: z.enum(SITES).catch(DEFAULT_SITE),
  demo: z.literal("on").optional(),
});
type Form = z.infer<typeof form>;

export function setupRoutes({ auth, createDemoItems }: SetupNeeds): Hono<Env> {
  return new Hono<Env>()
    .use(limitSmallForms, async (c, next) => {
      if (await auth.owner.exists()) return c.redirect("/", 303);
      await next();
    })
    .get("/", (c) => show(c, form.parse({ code: c.req.query("code"), demo: "on" })))
    .post("/", async (c) => {
      const given = form.parse(await readFields(c));
      const visitor = visitorOf(c);
      const profile = { language: c.var.locale, site: given.site, theme: "auto" } as const;
      try {
        await auth.setup.createOwner({ ...given, profile, ...visitor });
      } catch (error) {
        return show(c, given, refusalOf(c, error));
      }
      writeLoginCookies(c, await auth.login.afterSetup(visitor));
      if (given.demo) await createDemoItems();
      return c.redirect("/", 303);
    });
}

function show(c: Context<Env>, { code, site, demo }: Form, refusal?: Refusal): Response {
  const { t, locale } = c.var;
  const wrongCode = refusal?.key === "auth.wrong_code";
  const wrongPassphrase = refusal?.key.startsWith("auth.passphrase_") ?? false;
  const title = t("auth.setup_title");
  return page(
    c,
    { title, bare: true, status: refusal?.status },
    <EntryPage c={c} title={title} lead={t("auth.setup_lead")}>
      <form method="post" class="sheet form">
        {refusal && !wrongCode && !wrongPassphrase && (
          <Notice tone="wrong">{refusal.sentence}</Notice>
        )}
        <TextField
          name="code"
          label={t("auth.code")}
          hint={t("auth.code_hint")}
          error={wrongCode && refusal?.sentence}
          value={code}
          required
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
        />
        <TextField
          name="passphrase"
          type="password"
          label={t("auth.passphrase")}
          hint={t("auth.passphrase_hint", { min: PASSPHRASE_CHARS_MIN })}
          error={wrongPassphrase && refusal?.sentence}
          required
          autocomplete="new-password"
        />
        <SelectField
          name="site"
          label={t("auth.site")}
          hint={t("auth.site_hint")}
          options={siteOptions(locale)}
          value={site}
        />
        <CheckField
          name="demo"
          label={t("auth.demo")}
          hint={t("auth.demo_hint")}
          checked={demo === "on"}
        />
        <Button kind="main" type="submit">{t("auth.create_owner")}</Button>
      </form>
    </EntryPage>,
  );
}
