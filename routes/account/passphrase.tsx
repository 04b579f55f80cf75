/** Changing the passphrase, with the present one as proof. */
import { type Context, Hono } from "hono";
import { z } from "zod";
import { Button } from "../../components/button.tsx";
import { CheckField, TextField } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { PASSPHRASE_CHARS_MIN } from "../../services/auth/mod.ts";
import type { Env } from "../env.ts";
import { flash } from "../frame/flash.ts";
import { OwnerName } from "../access/login.tsx";
import { type Refusal, refusalOf } from "../frame/refusal.ts";
import type { Services } from "../services.ts";
import { writeLoginCookies } from "../frame/login_cookies.ts";
import { visitorOf } from "../frame/visitor.ts";
import { readFields } from "../forms/body.ts";

type ShowAccount = (c: Context<Env>, outcome: { refusal: Refusal }) => Promise<Response>;

const form = z.object({
  current: z.string().default(""),
  next: z.string().default(""),
  endsOtherAccess: z.literal("on").optional(),
});

export function passphraseRoutes({ auth }: Pick<Services, "auth">, show: ShowAccount): Hono<Env> {
  return new Hono<Env>().post("/", async (c) => {
    const { endsOtherAccess, ...typed } = form.parse(await readFields(c));
    const change = { ...typed, endsOtherAccess: endsOtherAccess === "on" };
    try {
      const { id } = c.var.session!;
      writeLoginCookies(c, await auth.login.changePassphrase(change, visitorOf(c), id));
    } catch (error) {
      return await show(c, { refusal: refusalOf(c, error) });
    }
    flash(c, change.endsOtherAccess ? "auth.passphrase_changed_alone" : "auth.passphrase_changed");
    return c.redirect("/settings/account", 303);
  });
}

export function PassphraseSheet({ c, refusal }: { c: Context<Env>; refusal?: Refusal }) {
  const { t } = c.var;
  const wrongNow = refusal?.key === "auth.wrong_passphrase";
  const wrongNext = refusal?.key.startsWith("auth.passphrase_") ?? false;
  return (
    <Sheet title={t("auth.change_passphrase")} id="passphrase-sheet">
      <form method="post" action="/settings/account/passphrase" class="form">
        {refusal && !wrongNow && !wrongNext && <Notice tone="wrong">{refusal.sentence}</Notice>}
        <OwnerName />
        <TextField
          name="current"
          type="password"
          label={t("auth.passphrase_again_now")}
          error={wrongNow && refusal?.sentence}
          required
          autocomplete="current-password"
        />
        <TextField
          name="next"
          type="password"
          label={t("auth.new_passphrase")}
          hint={t("auth.passphrase_hint", { min: PASSPHRASE_CHARS_MIN })}
          error={wrongNext && refusal?.sentence}
          required
          autocomplete="new-password"
        />
        <CheckField
          name="endsOtherAccess"
          label={t("auth.ends_other_access")}
          hint={t("auth.ends_other_access_hint")}
          checked
        />
        <Button type="submit">{t("auth.change_passphrase")}</Button>
      </form>
    </Sheet>
  );
}
