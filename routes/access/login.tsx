/** The log-in: a passphrase, or a passkey where the browser has them. */
import { type Context, Hono } from "hono";
import { z } from "zod";
import { Button } from "../../components/button.tsx";
import { TextField } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import type { T } from "../../locales/mod.ts";
import type { Auth } from "../../services/auth/mod.ts";
import { EntryPage } from "./entry_page.tsx";
import type { Env } from "../env.ts";
import { nextPath } from "../frame/next_path.ts";
import { page } from "../frame/page.tsx";
import { isOfferedHere, PasskeyButton, placeOf } from "./passkey_button.tsx";
import { type Refusal, refusalOf } from "../frame/refusal.ts";
import type { Services } from "../services.ts";
import { writeLoginCookies } from "../frame/login_cookies.ts";
import { limitSmallForms } from "../forms/body_limit.ts";
import { visitorOf } from "../frame/visitor.ts";
import { readFields, readJson } from "../forms/body.ts";

const form = z.object({ passphrase: z.string().default("") });

export function loginRoutes({ auth }: Pick<Services, "auth">): Hono<Env> {
  return new Hono<Env>()
    .use(limitSmallForms)
    .get("/", async (c) => c.var.session ? c.redirect(next(c), 303) : await show(c, auth))
    .post("/", async (c) => {
      const { passphrase } = form.parse(await readFields(c));
      try {
        writeLoginCookies(c, await auth.login.withPassphrase(passphrase, visitorOf(c)));
      } catch (error) {
        return await show(c, auth, refusalOf(c, error));
      }
      return c.redirect(next(c), 303);
    })
    .post("/passkey/challenge", async (c) => {
      return c.json(await auth.passkeys.askToProve({ place: placeOf(c) }));
    })
    .post("/passkey", async (c) => {
      const answer = await readJson(c);
      writeLoginCookies(c, await auth.login.withPasskey(placeOf(c), answer, visitorOf(c)));
      return c.json({ next: next(c) });
    });
}

const next = (c: Context): string => nextPath(c.req.query("next"));

async function show(c: Context<Env>, auth: Auth, refusal?: Refusal): Promise<Response> {
  const { t } = c.var;
  const wrong = refusal?.key === "auth.wrong_passphrase";
  const hasPasskey = await isOfferedHere(c, auth);
  return page(
    c,
    { title: t("auth.log_in"), bare: true, status: refusal?.status },
    <EntryPage c={c} title={t("auth.log_in_title")} lead={t("auth.log_in_lead")}>
      {c.req.query("unsaved") !== undefined && <UnsavedNotice t={t} />}
      <form method="post" class="sheet form">
        {refusal && !wrong && <Notice tone="wrong">{refusal.sentence}</Notice>}
        <OwnerName />
        <TextField
          name="passphrase"
          type="password"
          label={t("auth.passphrase")}
          error={wrong && refusal?.sentence}
          required
          autocomplete="current-password"
        />
        <Button kind="main" type="submit">{t("auth.log_in")}</Button>
        {hasPasskey && (
          <PasskeyButton
            c={c}
            act="get"
            ask={t("auth.log_in_with_passkey")}
            at="/login/passkey"
            then={{ next: next(c) }}
          />
        )}
      </form>
      <p class="small soft">{t("auth.forgot")}</p>
    </EntryPage>,
  );
}

/** Says that the browser kept the typed text; without scripts only the previous page still has it. */
function UnsavedNotice({ t }: { t: T }) {
  return (
    <Notice>
      <p>{t("auth.unsaved")}</p>
      <noscript>
        <p>{t("auth.unsaved_without_scripts")}</p>
      </noscript>
    </Notice>
  );
}

/** Password managers save a passphrase under a user name; there is one owner, so the field is hidden. */
export function OwnerName() {
  return <input type="text" name="username" value="owner" autocomplete="username" hidden />;
}
