/** Passkeys: those there are, and one more. */
import { type Context, Hono } from "hono";
import { ButtonLink } from "../../components/button.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { ago } from "../../locales/format.ts";
import { type Passkey, passkeyPlace } from "../../services/auth/mod.ts";
import { RevocableList, RevocableRow } from "../access/revocable_list.tsx";
import { confirmedOnly, confirmFirst } from "../access/confirm.tsx";
import { deviceName } from "../access/device_name.ts";
import type { Env } from "../env.ts";
import { flash } from "../frame/flash.ts";
import { PasskeyButton, placeOf } from "../access/passkey_button.tsx";
import type { Services } from "../services.ts";
import { visitorOf } from "../frame/visitor.ts";

export function passkeyRoutes({ auth }: Pick<Services, "auth">): Hono<Env> {
  const confirmed = confirmedOnly({ auth });
  return new Hono<Env>()
    .post("/challenge", confirmed, async (c) => {
      return c.json(await auth.passkeys.askToCreate(placeOf(c), c.var.session!.id));
    })
    .post("/", confirmed, async (c) => {
      await auth.passkeys.add({
        place: placeOf(c),
        session: c.var.session!.id,
        answer: await c.req.json().catch(() => null),
        userAgent: visitorOf(c).userAgent,
      });
      flash(c, "auth.passkey_added");
      return c.json({ next: "/settings/account" });
    })
    .post("/:id/removal", async (c) => {
      await auth.passkeys.remove(c.req.param("id"));
      flash(c, "auth.passkey_removed");
      return c.redirect("/settings/account", 303);
    });
}

interface PasskeysSheetProps {
  c: Context<Env>;
  /** Whether the owner has just confirmed, and may add one. */
  mayAdd: boolean;
  passkeys: readonly Passkey[];
  now: number;
}

export function PasskeysSheet({ c, mayAdd, passkeys, now }: PasskeysSheetProps) {
  const { t, locale } = c.var;
  const used = (at: number | null) =>
    at === null ? t("auth.never_used") : t("auth.last_used", { when: ago(locale, at, now) });
  return (
    <Sheet title={t("auth.passkeys")} id="passkeys">
      <p class="hint">{t("auth.passkeys_lead")}</p>
      <RevocableList>
        {passkeys.map(({ id, device, host, usedAt }) => (
          <RevocableRow
            key={id}
            name={deviceName(t, device)}
            under={`${t("auth.passkey_here", { host })} · ${used(usedAt)}`}
            removal={`/settings/account/passkeys/${id}/removal`}
            remove={t("auth.revoke")}
          />
        ))}
      </RevocableList>
      <AddPasskey c={c} mayAdd={mayAdd} />
    </Sheet>
  );
}

function AddPasskey({ c, mayAdd }: Pick<PasskeysSheetProps, "c" | "mayAdd">) {
  const { t } = c.var;
  if (!passkeyPlace(c.req.url)) return <p class="hint">{t("auth.passkey_elsewhere")}</p>;
  if (!mayAdd) {
    const href = confirmFirst("/settings/account#passkeys");
    return <ButtonLink href={href} icon="key">{t("auth.passkey_confirm")}</ButtonLink>;
  }
  return (
    <PasskeyButton
      c={c}
      act="create"
      ask={t("auth.passkey_add")}
      at="/settings/account/passkeys"
      then={{ next: "/settings/account" }}
    />
  );
}
