/** Chooses a page's language and colours. */
import type { MiddlewareHandler } from "hono";
import { type Locale, LOCALES, translator } from "../../locales/mod.ts";
import type { Env } from "../env.ts";
import type { Services } from "../services.ts";

/** The owner's choice; the browser's language before there is an owner; `?lang=` for one request. */
export function preferences({ auth }: Pick<Services, "auth">): MiddlewareHandler<Env> {
  return async (c, next) => {
    const { language, theme } = await auth.profile.get();
    const chosen = await auth.owner.exists() ? language : accepted(c.req.header("accept-language"));
    const locale = LOCALES.find((locale) => locale === c.req.query("lang")) ?? chosen;
    c.set("locale", locale);
    c.set("t", translator(locale));
    c.set("theme", theme);
    await next();
  };
}

/** @returns the first of our languages in the order of preference, Italian when there is none */
export function accepted(header = ""): Locale {
  const wanted = header.split(",").map((part) => {
    const [tag = "", ...parameters] = part.trim().toLowerCase().split(";");
    const q = parameters.find((parameter) => parameter.trim().startsWith("q="));
    return { language: tag.split("-")[0], q: q === undefined ? 1 : Number(q.split("=")[1]) };
  }).filter(({ q }) => q > 0).sort((a, b) => b.q - a.q);
  for (const { language } of wanted) {
    const locale = LOCALES.find((locale) => locale === language);
    if (locale) return locale;
  }
  return "it";
}
