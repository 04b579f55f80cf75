import assert from "node:assert/strict";
import { Hono } from "hono";
import { type Locale, LOCALES, translator } from "../../locales/mod.ts";
import { openTestJobs } from "../../services/jobs/testing.ts";
import type { Backtest, SalesReport } from "../../services/market/mod.ts";
import type { Env } from "../env.ts";
import { reportRoutes } from "./report.tsx";

const REPORT: Backtest = {
  n: 40,
  answered: 0.95,
  mdape: 0.28,
  within25: 0.44,
  mae_log: 0.4,
  coverage80: 0.81,
  width80: 1.2,
  confident: { n: 19, mdape: 0.21, within25: 0.6, coverage80: 0.82 },
  labels: {
    good: { n: 12, mdape: 0.2, coverage80: 0.83 },
    fair: { n: 26, mdape: 0.31, coverage80: 0.8 },
    weak: { n: 0, mdape: null, coverage80: null },
  },
  baselines: {
    brand_mean: { mdape: 0.52, within25: 0.2 },
    brand_condition_median: { mdape: 0.4, within25: 0.3 },
  },
};

async function openPage(report: Partial<SalesReport>, locale: Locale = "it") {
  const { jobs, clock, [Symbol.asyncDispose]: close } = await openTestJobs();
  let begun = 0;
  const salesReport: SalesReport = {
    counts: () => ({ sales: 40, needed: 20 }),
    latest: () => Promise.resolve(null),
    begin: () => Promise.resolve(String(++begun)),
    ...report,
  };
  const app = new Hono<Env>();
  app.use(async (c, next) => {
    c.set("t", translator(locale));
    c.set("locale", locale);
    c.set("theme", "auto");
    c.set("assets", { script: "/main.js", style: "/main.css" });
    c.set("flashKey", new Uint8Array(32));
    await next();
  });
  app.route("/market/report", reportRoutes({ salesReport, jobs, clock }));
  return {
    clock,
    begun: () => begun,
    shown: async () => (await (await app.request("/market/report")).text()).replace(/\s+/g, " "),
    begin: () => app.request("/market/report", { method: "POST" }),
    [Symbol.asyncDispose]: close,
  };
}

Deno.test("with too few sales the report says how many there are and how many it takes", async () => {
  await using page = await openPage({ counts: () => ({ sales: 7, needed: 20 }) });
  const shown = await page.shown();
  assert.match(shown, /Non ancora abbastanza vendite.*aria-valuenow="7".*7 su 20/);
  assert.doesNotMatch(shown, /<form method="post" action="\/market\/report"/);
});

Deno.test("a report is begun by one tap and stands beside what people do without an engine", async () => {
  await using page = await openPage({});
  assert.match(await page.shown(), /Su 40 vendite tue.*Calcola</);
  assert.equal((await page.begin()).headers.get("location"), "/market/report");
  assert.equal(page.begun(), 1);
});

Deno.test("the error stands in words and in a table, in both languages", async () => {
  for (const locale of LOCALES) {
    const latest = () => Promise.resolve({ at: 0, report: REPORT });
    await using page = await openPage({ latest }, locale);
    const shown = await page.shown();
    assert.match(shown, /±28%.*±40%.*81%/);
    const cells = [...shown.matchAll(/<td class="num">([^<]*)</g)].map(([, text]) => text!.trim());
    assert.deepEqual(cells, [
      ...["28%", "44%", "81%"],
      ...["21%", "60%", "82%"],
      ...["52%", "20%", "—"],
      ...["40%", "30%", "—"],
    ]);
  }
});

Deno.test("where the brand alone is as good, or the interval too sure of itself, the report says so", async () => {
  const report = { ...REPORT, mdape: 0.45, coverage80: 0.6 };
  await using page = await openPage({ latest: () => Promise.resolve({ at: 0, report }) });
  assert.match(
    await page.shown(),
    /non di più: aggiungi prezzi.*60%: per le tue cose è troppo stretta/,
  );
  await using empty = await openPage({ latest: () => Promise.resolve({ at: 0, report: null }) });
  assert.match(await empty.shown(), /Per nessuna vendita c’erano abbastanza/);
});
