/**
 * "It is me": asked for again before what would outlive a session, such as a new key. What was typed before goes along
 * in the page, so that nothing is typed twice.
 */
import { type Context, Hono, type MiddlewareHandler } from "hono";
import { Button } from "../../components/button.tsx";
import { TextField } from "../../components/field.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import type { Auth } from "../../services/auth/mod.ts";
import { Failure } from "../../services/base/errors.ts";
import type { Env } from "../env.ts";
import { readJson, readSent, type Sent } from "../forms/body.ts";
import { nextPath } from "../frame/next_path.ts";
import { page } from "../frame/page.tsx";
import { type Refusal, refusalOf } from "../frame/refusal.ts";
import type { Services } from "../services.ts";
import { OwnerName } from "./login.tsx";
import { isOfferedHere, PasskeyButton, placeOf } from "./passkey_button.tsx";

const CONFIRM_PATH = "/settings/account/confirmation";
/** The field in which any form that asks for it may bring the passphrase. */
export const CONFIRM_FIELD = "confirm_passphrase";
const FORM = "confirmation";

type Needs = Pick<Services, "auth">;

/** A page on which the owner confirms first, and is then led on. */
export const confirmFirst = (next: string) => `${CONFIRM_PATH}?next=${encodeURIComponent(next)}`;

export function isConfirmed(c: Context<Env>, auth: Auth): boolean {
  return auth.confirmations.isConfirmed(c.var.session!.id);
}

/**
 * Lets a form pass when the owner has just confirmed, or confirms with it; else the page asks first.
 * @param concerns whether what was sent needs it. @default always
 */
export function confirmedOnly(
  { auth }: Needs,
  concerns: (sent: Sent) => boolean = () => true,
): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (isConfirmed(c, auth)) return await next();
    if (isJson(c)) throw new Failure("forbidden", "auth.confirm_first");
    const sent = await readSent(c);
    if (!concerns(sent)) return await next();
    const [passphrase] = sent.get(CONFIRM_FIELD) ?? [];
    if (passphrase === undefined) return await show(c, auth, { sent });
    try {
      await auth.confirmations.withPassphrase(c.var.session!.id, passphrase);
    } catch (error) {
      return await show(c, auth, { sent, refusal: refusalOf(c, error) });
    }
    await next();
  };
}

/** Mounted on `CONFIRM_PATH`. */
export function confirmRoutes({ auth }: Needs): Hono<Env> {
  return new Hono<Env>()
    .get("/", (c) => show(c, auth, { sent: new Map() }))
    .post("/", confirmedOnly({ auth }), (c) => c.redirect(nextPath(c.req.query("next")), 303))
    .post("/passkey/challenge", async (c) => {
      const place = placeOf(c);
      return c.json(await auth.confirmations.askForPasskey(c.var.session!.id, place));
    })
    .post("/passkey", async (c) => {
      const answer = await readJson(c).catch(() => null);
      await auth.confirmations.withPasskey(c.var.session!.id, placeOf(c), answer);
      return c.json({});
    });
}

interface Asked {
  readonly sent: Sent;
  readonly refusal?: Refusal;
}

async function show(c: Context<Env>, auth: Auth, { sent, refusal }: Asked): Promise<Response> {
  const { t } = c.var;
  const wrong = refusal?.key === "auth.wrong_passphrase";
  const hasPasskey = await isOfferedHere(c, auth);
  const kept = [...sent].filter(([name]) => name !== CONFIRM_FIELD)
    .flatMap(([name, values]) => values.map((value) => ({ name, value })));
  c.header("cache-control", "no-store");
  return page(
    c,
    { title: t("auth.confirm_title"), current: "settings", status: refusal?.status ?? 200 },
    <div class="page page--narrow">
      <h1>{t("auth.confirm_title")}</h1>
      <p class="lead">{t("auth.confirm_lead")}</p>
      <Sheet>
        <form method="post" id={FORM} class="form">
          {refusal && !wrong && <Notice tone="wrong">{refusal.sentence}</Notice>}
          {kept.map(({ name, value }, at) => (
            <input key={at} type="hidden" name={name} value={value} />
          ))}
          <OwnerName />
          <TextField
            name={CONFIRM_FIELD}
            type="password"
            label={t("auth.passphrase")}
            error={wrong && refusal?.sentence}
            required
            autocomplete="current-password"
          />
          <Button kind="main" type="submit">{t("auth.confirm")}</Button>
          {hasPasskey && (
            <PasskeyButton
              c={c}
              act="get"
              ask={t("auth.confirm_with_passkey")}
              at={`${CONFIRM_PATH}/passkey`}
              then={{ submit: FORM }}
            />
          )}
        </form>
      </Sheet>
    </div>,
  );
}

const isJson = ({ req }: Context): boolean =>
  (req.header("content-type") ?? "").startsWith("application/json");
