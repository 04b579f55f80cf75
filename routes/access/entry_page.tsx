/** Shared by the set-up and log-in pages: the heading and the choice of language. */
import type { Context } from "hono";
import type { ComponentChildren } from "preact";
import { LOCALES } from "../../locales/mod.ts";
import type { Env } from "../env.ts";

interface DoorProps {
  c: Context<Env>;
  title: string;
  lead: string;
  children: ComponentChildren;
}

export function EntryPage({ c, title, lead, children }: DoorProps) {
  return (
    <div class="page door">
      <LanguageLinks c={c} />
      <h1>{title}</h1>
      <p class="lead">{lead}</p>
      {children}
    </div>
  );
}

function LanguageLinks({ c }: { c: Context<Env> }) {
  const { t, locale } = c.var;
  return (
    <nav class="languages" aria-label={t("auth.language")}>
      {LOCALES.map((language) => (
        <a
          key={language}
          href={inLanguage(c, language)}
          hreflang={language}
          lang={language}
          aria-current={language === locale ? "true" : undefined}
        >
          {t(`auth.language_${language}`)}
        </a>
      ))}
    </nav>
  );
}

/** URL of this page in another language, with the rest of its query. */
function inLanguage(c: Context<Env>, language: string): string {
  const { pathname, searchParams } = new URL(c.req.url);
  searchParams.set("lang", language);
  return `${pathname}?${searchParams}`;
}
