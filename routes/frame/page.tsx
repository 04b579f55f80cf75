/** A whole page: head, navigation, what is on it, and the flash; one strict policy for all. */
import type { Context } from "hono";
import { renderToString } from "preact-render-to-string";
import type { VNode } from "preact";
import { Button } from "../../components/button.tsx";
import { Icon, type IconName } from "../../components/icon.tsx";
import { Island } from "../../components/island.tsx";
import { LookupSwitch } from "../../components/lookup_switch.tsx";
import { REFRESH_HEADER } from "../../islands/live/refresh_header.ts";
import FlashTimer from "../../islands/FlashTimer.tsx";
import Forms from "../../islands/Forms.tsx";
import Shortcuts from "../../islands/Shortcuts.tsx";
import type { MessageKey, T } from "../../locales/mod.ts";
import type { Sheet } from "./assets.ts";
import type { Env, Theme } from "../env.ts";
import { type Flash, takeFlash } from "./flash.ts";
import { formsProps, shortcutsProps } from "./page_islands.ts";
import { takeSavedForms } from "./saved_forms.ts";

export type Place = "today" | "items" | "camera" | "market" | "settings";

export interface PageOptions {
  /** The page's name, without the app's. */
  readonly title: string;
  /** The section of the navigation that it belongs to. */
  readonly current?: Place;
  /** The styles that it needs beside those of all. @default those of its place */
  readonly sheet?: Sheet;
  /** Without navigation: the first run, the log-in. */
  readonly bare?: boolean;
  /** Text in the search field. */
  readonly search?: string;
  readonly status?: 200 | 400 | 401 | 403 | 404 | 409 | 422 | 429 | 500 | 503;
}

export function page(c: Context<Env>, options: PageOptions, body: VNode): Response {
  const props = { c, options, ...newsOf(c, options) };
  const html = "<!doctype html>" + renderToString(<Document {...props}>{body}</Document>);
  c.header("cache-control", "no-store");
  return c.html(html, options.status ?? 200) as Response;
}

interface News {
  readonly flash: Flash | null;
  readonly savedForms: string[];
}

/** The last form's flash message. A refresh of an open page leaves it to the page that follows the form. */
function newsOf(c: Context<Env>, { status = 200 }: PageOptions): News {
  if (c.req.header(REFRESH_HEADER) !== undefined) return { flash: null, savedForms: [] };
  // A stranger's page does not know whose drafts they are.
  const savedForms = c.var.account === undefined ? [] : takeSavedForms(c, status);
  return { flash: takeFlash(c), savedForms };
}

/** The first run and the log-in, which have no navigation, look like settings. */
function sheetOf({ current, bare }: PageOptions): Sheet | null {
  if (current === "market" || current === "settings") return current;
  return bare ? "settings" : null;
}

const PLACES: readonly { place: Place; href: string; icon: IconName; label: MessageKey }[] = [
  { place: "today", href: "/", icon: "today", label: "shell.today" },
  { place: "items", href: "/items", icon: "wardrobe", label: "shell.items" },
  { place: "camera", href: "/items/new", icon: "camera", label: "shell.camera" },
  { place: "market", href: "/market", icon: "price", label: "shell.market" },
  { place: "settings", href: "/settings", icon: "settings", label: "shell.settings" },
];

interface DocumentProps extends News {
  c: Context<Env>;
  options: PageOptions;
  children: VNode;
}

function Document({ c, options, flash, savedForms, children }: DocumentProps) {
  const { t, locale, theme, assets } = c.var;
  const { title, current, bare, search } = options;
  const asked = options.sheet ?? sheetOf(options);
  const sheet = asked && assets.sheets?.[asked];
  return (
    <html lang={locale} data-theme={theme === "auto" ? undefined : theme}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <title>{`${title} · Vinted Optimizer`}</title>
        <link rel="stylesheet" href={assets.style} />
        {sheet && <link rel="stylesheet" href={sheet} />}
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="apple-touch-icon" href="/icon-192.png" />
        <link rel="manifest" href={`/manifest-${locale}.webmanifest`} />
        <ThemeColour theme={theme} />
        <script type="module" src={assets.script} />
      </head>
      <body class={bare ? "bare" : undefined}>
        {!bare && <a class="skip" href="#main">{t("shell.skip")}</a>}
        {!bare && <Navigation t={t} current={current} />}
        {!bare && <Search t={t} value={search} />}
        <main id="main" tabindex={-1}>{children}</main>
        {!bare && c.var.lookupsOn && (
          <footer class="foot">
            <LookupSwitch label={t("lookups.stop")} back={c.req.path} />
          </footer>
        )}
        {flash && <FlashLine t={t} flash={flash} />}
        {!bare && <p class="unseen" role="status" id="page-news" />}
        <Island
          of={Forms}
          props={formsProps(c, { flash, savedForms, isRefused: (options.status ?? 200) >= 400 })}
        />
        {!bare && <Island of={Shortcuts} props={shortcutsProps(t)} />}
      </body>
    </html>
  );
}

/** `--paper` of each theme, for the bar of a phone's browser and before the styles are there. */
const PAPER = { light: "#fcfaf6", dark: "#121317" };

function ThemeColour({ theme }: { theme: Theme }) {
  if (theme !== "auto") {
    return (
      <>
        <meta name="color-scheme" content={theme} />
        <meta name="theme-color" content={PAPER[theme]} />
      </>
    );
  }
  return (
    <>
      <meta name="color-scheme" content="light dark" />
      <meta name="theme-color" media="(prefers-color-scheme: light)" content={PAPER.light} />
      <meta name="theme-color" media="(prefers-color-scheme: dark)" content={PAPER.dark} />
    </>
  );
}

function Navigation({ t, current }: { t: T; current?: Place }) {
  return (
    <nav class="nav" aria-label={t("shell.navigation")}>
      {PLACES.map(({ place, href, icon, label }) => (
        <a
          key={place}
          href={href}
          class={place === "camera" ? "camera" : undefined}
          aria-current={place === current ? "page" : undefined}
        >
          <Icon name={icon} />
          <span class={place === "camera" ? "unseen" : undefined}>{t(label)}</span>
        </a>
      ))}
    </nav>
  );
}

function Search({ t, value }: { t: T; value?: string }) {
  return (
    <search class="search">
      <form action="/items">
        <Icon name="search" />
        <input
          class="input"
          type="search"
          name="q"
          id="search"
          value={value}
          aria-label={t("shell.search")}
          placeholder={t("shell.search_hint")}
          aria-keyshortcuts="/"
        />
      </form>
    </search>
  );
}

function FlashLine({ t, flash: { key, params, undo } }: { t: T; flash: Flash }) {
  return (
    <div class="flash" role="status" id="flash">
      <span>{t(key, params)}</span>
      {undo && (
        <form method="post" action={undo.action}>
          {Object.entries(undo.fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <Button type="submit" icon="undo">{t("common.undo")}</Button>
        </form>
      )}
      <Island of={FlashTimer} props={{ of: "flash" }} />
    </div>
  );
}
