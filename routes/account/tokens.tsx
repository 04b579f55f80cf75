/** Keys for scripts: those there are, and a new one, whose secret is shown once. */
import { type Context, Hono } from "hono";
import { z } from "zod";
import { Button } from "../../components/button.tsx";
import { CheckField, TextField } from "../../components/field.tsx";
import { Island } from "../../components/island.tsx";
import { Notice } from "../../components/notice.tsx";
import { Sheet } from "../../components/sheet.tsx";
import CopyButton from "../../islands/CopyButton.tsx";
import { ago } from "../../locales/format.ts";
import { type ApiToken, SCOPES, TOKEN_NAME_CHARS_MAX } from "../../services/auth/mod.ts";
import { RevocableList, RevocableRow } from "../access/revocable_list.tsx";
import { confirmedOnly } from "../access/confirm.tsx";
import type { Env } from "../env.ts";
import { flash } from "../frame/flash.ts";
import { type Refusal, refusalOf } from "../frame/refusal.ts";
import type { Services } from "../services.ts";
import { readSent } from "../forms/body.ts";

/** Result of the form above; a new token is shown on this page once and never again. */
export interface TokenOutcome {
  readonly secret?: string;
  readonly refusal?: Refusal;
  /** What was typed and refused. */
  readonly typed?: z.output<typeof form>;
}

type ShowAccount = (c: Context<Env>, outcome: TokenOutcome) => Promise<Response>;

const form = z.object({
  name: z.string().default(""),
  scopes: z.array(z.enum(SCOPES)).catch([]),
});

export function tokenRoutes({ auth }: Pick<Services, "auth">, show: ShowAccount): Hono<Env> {
  return new Hono<Env>()
    .post("/", confirmedOnly({ auth }), async (c) => {
      const sent = await readSent(c);
      const wanted = form.parse({ name: sent.get("name")?.[0], scopes: sent.get("scopes") });
      try {
        return await show(c, { secret: await auth.tokens.create(wanted) });
      } catch (error) {
        return await show(c, { refusal: refusalOf(c, error), typed: wanted });
      }
    })
    .post("/:id/removal", async (c) => {
      await auth.tokens.revoke(c.req.param("id"));
      flash(c, "auth.token_revoked");
      return c.redirect("/settings/account", 303);
    });
}

interface TokensSheetProps {
  c: Context<Env>;
  tokens: readonly ApiToken[];
  outcome: TokenOutcome;
  now: number;
}

export function TokensSheet(
  { c, tokens, outcome: { secret, refusal, typed }, now }: TokensSheetProps,
) {
  const { t, locale } = c.var;
  const wrongName = refusal?.key === "auth.token_name";
  const used = (at: number | null) =>
    at === null ? t("auth.never_used") : t("auth.last_used", { when: ago(locale, at, now) });
  return (
    <Sheet title={t("auth.api_tokens")} id="tokens">
      <p class="hint">{t("auth.api_tokens_lead")}</p>
      {secret && <NewSecret c={c} secret={secret} />}
      <RevocableList>
        {tokens.map(({ id, name, scopes, usedAt }) => (
          <RevocableRow
            key={id}
            name={name}
            under={[...scopes.map((scope) => t(`auth.scope_${scope}`)), used(usedAt)].join(" · ")}
            removal={`/settings/account/tokens/${id}/removal`}
            remove={t("auth.revoke")}
          />
        ))}
      </RevocableList>
      <form method="post" action="/settings/account/tokens" class="form">
        {refusal && !wrongName && <Notice tone="wrong">{refusal.sentence}</Notice>}
        <TextField
          name="name"
          label={t("auth.token_name_label")}
          hint={t("auth.token_name_hint")}
          error={wrongName && refusal?.sentence}
          value={typed?.name}
          maxLength={TOKEN_NAME_CHARS_MAX}
          required
          autocomplete="off"
        />
        <fieldset class="field scopes">
          <legend>{t("auth.scopes")}</legend>
          {SCOPES.map((scope) => (
            <CheckField
              key={scope}
              id={`scope-${scope}`}
              name="scopes"
              value={scope}
              label={t(`auth.scope_${scope}`)}
              checked={typed ? typed.scopes.includes(scope) : scope === "read"}
            />
          ))}
        </fieldset>
        <Button type="submit">{t("auth.create_token")}</Button>
      </form>
    </Sheet>
  );
}

function NewSecret({ c, secret }: { c: Context<Env>; secret: string }) {
  const { t } = c.var;
  return (
    <Notice tone="done">
      <p>{t("auth.token_once")}</p>
      <output class="secret" aria-label={t("auth.token_created")}>{secret}</output>
      <Island
        of={CopyButton}
        props={{
          text: secret,
          label: t("common.copy"),
          copied: t("common.copied"),
          failed: t("common.copy_failed"),
        }}
      />
    </Notice>
  );
}
