/** The page that the service worker shows when home does not answer. */
import { Hono } from "hono";
import { ButtonLink } from "../components/button.tsx";
import type { Env } from "./env.ts";
import { page } from "./frame/page.tsx";

export function offlineRoutes(): Hono<Env> {
  return new Hono<Env>().get("/", (c) => {
    const { t } = c.var;
    const title = t("shell.offline");
    const body = (
      <div class="page page--narrow">
        <h1>{title}</h1>
        <p class="soft">{t("shell.offline_lead")}</p>
        <p>
          <ButtonLink href="/" kind="main">{t("shell.offline_retry")}</ButtonLink>
        </p>
      </div>
    );
    return page(c, { title, bare: true }, body);
  });
}
