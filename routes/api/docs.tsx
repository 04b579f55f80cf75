/** The document, readable: every call with what it does and which key it needs. */
import { Hono } from "hono";
import { generateSpecs } from "hono-openapi";
import { Sheet } from "../../components/sheet.tsx";
import type { Env } from "../env.ts";
import { page } from "../page.tsx";

interface Call {
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
}

/** @param api whose routes are described */
export function docsRoutes(api: Hono<Env>): Hono<Env> {
  return new Hono<Env>().get("/", async (c) => {
    const { t } = c.var;
    const groups = Map.groupBy(await callsOf(api), ({ tag }) => tag);
    const body = (
      <div class="page page--narrow">
        <header class="masthead">
          <h1>{t("api.title")}</h1>
        </header>
        <p>{t("api.lead")}</p>
        <pre class="note"><code>{EXAMPLE}</code></pre>
        <p>
          <a href="/api/v1/openapi.json">openapi.json</a> ·{" "}
          <a href="/settings/account">{t("api.make_key")}</a>
        </p>
        {[...groups].map(([tag, calls]) => (
          <Sheet key={tag} title={tag}>
            <ul class="plain-lines">
              {calls.map(({ method, path, summary }) => (
                <li key={method + path}>
                  <div>
                    <code>{`${method} ${path}`}</code>
                    <p class="small soft">{summary}</p>
                  </div>
                </li>
              ))}
            </ul>
          </Sheet>
        ))}
      </div>
    );
    return page(c, { title: t("api.title"), current: "settings" }, body);
  });
}

const EXAMPLE =
  `curl -H "Authorization: Bearer vo_…" http://localhost:8000/api/v1/items?states=ready`;

export async function callsOf(api: Hono<Env>): Promise<Call[]> {
  const { paths } = await generateSpecs(api);
  return Object.entries(paths ?? {}).flatMap(([path, operations]) =>
    Object.entries(operations ?? {}).flatMap(([method, operation]) => {
      if (typeof operation !== "object" || !("responses" in operation)) return [];
      const { summary = "", tags = [] } = operation;
      return [{ method: method.toUpperCase(), path, summary, tag: tags[0] ?? "" }];
    })
  );
}
