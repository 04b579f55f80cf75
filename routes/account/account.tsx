/** How the owner comes in, from where, and how the app speaks: one page of sheets, a file a sheet. */
import { type Context, Hono } from "hono";
import { confirmRoutes, isConfirmed } from "../access/confirm.tsx";
import { passkeyRoutes, PasskeysSheet } from "./passkeys.tsx";
import { passphraseRoutes, PassphraseSheet } from "./passphrase.tsx";
import { preferenceRoutes, PreferencesSheet } from "./preferences.tsx";
import { sessionRoutes, SessionsSheet } from "./sessions.tsx";
import { type TokenOutcome, tokenRoutes, TokensSheet } from "./tokens.tsx";
import type { Env } from "../env.ts";
import { page } from "../frame/page.tsx";
import type { Refusal } from "../frame/refusal.ts";
import type { Services } from "../services.ts";
import { limitSmallForms } from "../forms/body_limit.ts";

/** Result of a form that is shown again on the same page. */
interface Outcome {
  readonly token?: TokenOutcome;
  readonly passphrase?: Refusal;
}

export function accountRoutes(services: Pick<Services, "auth" | "clock">): Hono<Env> {
  const show = (c: Context<Env>, outcome: Outcome) => showAccount(c, services, outcome);
  return new Hono<Env>()
    .use(limitSmallForms)
    .get("/", (c) => show(c, {}))
    .route("/confirmation", confirmRoutes(services))
    .route("/preferences", preferenceRoutes(services))
    .route("/sessions", sessionRoutes(services))
    .route("/passkeys", passkeyRoutes(services))
    .route("/tokens", tokenRoutes(services, (c, token) => show(c, { token })))
    .route(
      "/passphrase",
      passphraseRoutes(services, (c, { refusal }) => show(c, { passphrase: refusal })),
    );
}

async function showAccount(
  c: Context<Env>,
  { auth, clock }: Pick<Services, "auth" | "clock">,
  { token = {}, passphrase }: Outcome,
): Promise<Response> {
  const [profile, sessions, passkeys, tokens] = await Promise.all([
    auth.profile.get(),
    auth.sessions.list(),
    auth.passkeys.list(),
    auth.tokens.list(),
  ]);
  const { t } = c.var;
  const now = clock.now();
  const status = (token.refusal ?? passphrase)?.status;
  return page(
    c,
    { title: t("auth.account"), current: "settings", status },
    <div class="page page--narrow">
      <h1>{t("auth.account")}</h1>
      <p class="soft">{t("auth.account_lead")}</p>
      <PreferencesSheet c={c} profile={profile} />
      <SessionsSheet c={c} sessions={sessions} now={now} />
      <PasskeysSheet c={c} mayAdd={isConfirmed(c, auth)} passkeys={passkeys} now={now} />
      <PassphraseSheet c={c} refusal={passphrase} />
      <TokensSheet c={c} tokens={tokens} outcome={token} now={now} />
    </div>,
  );
}
