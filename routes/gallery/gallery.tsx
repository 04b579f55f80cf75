/** The swatch book: every component in all its forms, in the colours one asks for. */
import { type Context, Hono } from "hono";
import type { VNode } from "preact";
import { z } from "zod";
import { Segments } from "../../components/segments.tsx";
import type { MessageKey } from "../../locales/mod.ts";
import type { Sheet } from "../frame/assets.ts";
import type { Env, Theme } from "../env.ts";
import { flash } from "../frame/flash.ts";
import { Buttons, Fields, Icons } from "./controls.tsx";
import { Figures, Measures } from "./measures.tsx";
import { Evidence, Plots } from "./plots.tsx";
import { Facts, Findings, ItemSamples } from "./items.tsx";
import { Notices, Ways } from "./notices.tsx";
import { page } from "../frame/page.tsx";

const THEMES: readonly Theme[] = ["auto", "light", "dark"];
const Query = z.object({ theme: z.enum(["auto", "light", "dark"]).optional().catch(undefined) });

interface Section {
  readonly title: MessageKey;
  readonly id: string;
  readonly Section: (props: { c: Context<Env> }) => VNode;
}

const SECTIONS: readonly Section[] = [
  { title: "gallery.things", id: "things", Section: ItemSamples },
  { title: "gallery.facts", id: "facts", Section: Facts },
  { title: "gallery.measures", id: "measures", Section: Measures },
  { title: "gallery.figures", id: "table", Section: Figures },
  { title: "gallery.buttons", id: "buttons", Section: Buttons },
  { title: "gallery.fields", id: "fields", Section: Fields },
  { title: "gallery.findings", id: "findings", Section: Findings },
  { title: "gallery.words", id: "words", Section: Notices },
  { title: "gallery.pages", id: "pages", Section: Ways },
  { title: "gallery.icons", id: "icons", Section: Icons },
];

/** Plots are on a page of their own because of their size. */
const OF_PRICES: readonly Section[] = [
  { title: "gallery.plots", id: "plots", Section: Plots },
  { title: "gallery.evidence", id: "evidence", Section: Evidence },
];

export function galleryRoutes(): Hono<Env> {
  return new Hono<Env>()
    .get("/", (c) => book(c, SECTIONS))
    .get("/prices", (c) => book(c, OF_PRICES, "market"))
    .post("/flash", (c) => {
      flash(c, "gallery.flash_said", { box: "12" }, { action: "/gallery/undo", fields: {} });
      return c.redirect("/gallery", 303);
    })
    .post("/evidence/:what", (c) => c.redirect("/gallery/prices#evidence", 303))
    .post("/undo", (c) => {
      flash(c, "common.undone");
      return c.redirect("/gallery", 303);
    });
}

function book(c: Context<Env>, sections: readonly Section[], sheet?: Sheet): Response {
  const { theme } = Query.parse(c.req.query());
  if (theme) c.set("theme", theme);
  const options = { title: c.var.t("gallery.title"), current: "settings", sheet } as const;
  return page(c, options, <Book c={c} sections={sections} />);
}

function Book({ c, sections }: { c: Context<Env>; sections: readonly Section[] }) {
  const { t, theme: current } = c.var;
  const segments = THEMES.map((theme) => ({
    href: `?theme=${theme}`,
    label: t(`gallery.theme_${theme}`),
    current: theme === current,
  }));
  return (
    <div class="page">
      <header class="masthead">
        <div class="stack">
          <h1>{t("gallery.title")}</h1>
          <p class="soft">{t("gallery.lead")}</p>
        </div>
        <Segments segments={segments} label={t("gallery.theme")} />
      </header>
      <nav class="chips" aria-label={t("gallery.sections")}>
        {sections.map(({ id, title }) => <a key={id} class="chip" href={`#${id}`}>{t(title)}</a>)}
        {sections === SECTIONS && <a class="chip" href="/gallery/prices">{t("gallery.plots")}</a>}
      </nav>
      {sections.map(({ id, title, Section }) => (
        <section key={id} id={id} class="stack" aria-labelledby={`${id}-title`}>
          <h2 id={`${id}-title`} class="swatch-title">{t(title)}</h2>
          <Section c={c} />
        </section>
      ))}
    </div>
  );
}
