/** The devices that are logged in, and how to log them out. */
import { type Context, Hono } from "hono";
import { Button } from "../../components/button.tsx";
import { Sheet } from "../../components/sheet.tsx";
import { ago } from "../../locales/format.ts";
import type { OpenSession } from "../../services/auth/mod.ts";
import { RevocableList, RevocableRow } from "../access/revocable_list.tsx";
import { deviceName } from "../access/device_name.ts";
import type { Env } from "../env.ts";
import { flash } from "../frame/flash.ts";
import type { Services } from "../services.ts";
import { clearSessionCookie } from "../frame/login_cookies.ts";

export function sessionRoutes({ auth }: Pick<Services, "auth">): Hono<Env> {
  return new Hono<Env>()
    .post("/others/removal", async (c) => {
      await auth.sessions.endOthers(c.var.session?.id);
      flash(c, "auth.other_devices_out");
      return c.redirect("/settings/account", 303);
    })
    .post("/current/removal", async (c) => {
      if (c.var.session) await auth.sessions.end(c.var.session.id);
      clearSessionCookie(c);
      flash(c, "auth.logged_out");
      return c.redirect("/login", 303);
    })
    .post("/:id/removal", async (c) => {
      await auth.sessions.end(c.req.param("id"));
      flash(c, "auth.session_ended");
      return c.redirect("/settings/account", 303);
    });
}

interface SessionsSheetProps {
  c: Context<Env>;
  sessions: readonly OpenSession[];
  now: number;
}

export function SessionsSheet({ c, sessions, now }: SessionsSheetProps) {
  const { t, locale, session } = c.var;
  return (
    <Sheet title={t("auth.sessions")} id="sessions">
      <p class="hint">{t("auth.sessions_lead")}</p>
      <RevocableList>
        {sessions.map(({ id, device, seenAt }) =>
          id === session?.id
            ? (
              <RevocableRow
                key={id}
                name={deviceName(t, device)}
                under={t("auth.now")}
                removal="/settings/account/sessions/current/removal"
                remove={t("auth.log_out")}
              />
            )
            : (
              <RevocableRow
                key={id}
                name={deviceName(t, device)}
                under={t("auth.seen", { when: ago(locale, seenAt, now) })}
                removal={`/settings/account/sessions/${id}/removal`}
                remove={t("auth.revoke")}
              />
            )
        )}
      </RevocableList>
      {sessions.length > 1 && (
        <form method="post" action="/settings/account/sessions/others/removal">
          <Button type="submit">{t("auth.log_out_others")}</Button>
        </form>
      )}
    </Sheet>
  );
}
