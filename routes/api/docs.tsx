/** The document, readable: every call with what it does, what it takes and which key it needs. */
import { Hono } from "hono";
import { Sheet } from "../../components/sheet.tsx";
import { isMessageKey, type T } from "../../locales/mod.ts";
import type { Env } from "../env.ts";
import { originOf } from "../frame/origin.ts";
import { page } from "../frame/page.tsx";
import { BASE, type documentOf, operationsOf } from "./document.ts";

type Document = Awaited<ReturnType<typeof documentOf>>;
type Call = ReturnType<typeof operationsOf>[number];

export function docsRoutes(document: () => Promise<Document>): Hono<Env> {
  return new Hono<Env>().get("/", async (c) => {
    const { t } = c.var;
    const calls = operationsOf(await document());
    const topics = Map.groupBy(calls, ({ operation: { tags = [] } }) => tags[0] ?? "");
    const body = (
      <div class="page page--narrow">
        <header class="masthead">
          <h1>{t("api.title")}</h1>
        </header>
        <p>{t("api.lead")}</p>
        <pre class="note"><code>{exampleFor(originOf(c))}</code></pre>
        <p>
          <a href={`${BASE}/openapi.json`}>openapi.json</a> ·{" "}
          <a href="/settings/account">{t("api.make_key")}</a>
        </p>
        {[...topics].map(([topic, calls]) => (
          <Sheet key={topic} title={say(t, `api.topic_${topic}`)}>
            <ul class="plain-lines">
              {calls.map((call) => <CallLine key={call.method + call.path} call={call} t={t} />)}
            </ul>
          </Sheet>
        ))}
      </div>
    );
    return page(c, { title: t("api.title"), current: "settings" }, body);
  });
}

function CallLine({ call: { method, path, operation }, t }: { call: Call; t: T }) {
  const scope = operation.security?.[0]?.key?.[0] ?? "";
  const query = queryOf(operation);
  const body = bodyOf(operation);
  return (
    <li>
      <div>
        <code>{`${method} ${path}`}</code>
        <p>{say(t, `api.does_${operation.operationId}`)}</p>
        <p class="small soft">
          {say(t, `api.key_${scope}`)}
          {query && <>{" "}· {t("api.query_of", { fields: query })}</>}
          {body && <>{" "}· {t("api.body_of", { fields: body })}</>}
        </p>
      </div>
    </li>
  );
}

function queryOf({ parameters = [] }: Call["operation"]): string {
  return parameters.flatMap((parameter) =>
    "in" in parameter && parameter.in === "query" ? [parameter.name] : []
  ).join(", ");
}

/** The fields of a JSON body, the kinds of file of another. */
function bodyOf({ requestBody }: Call["operation"]): string {
  if (!requestBody || "$ref" in requestBody) return "";
  const { "application/json": json, ...files } = requestBody.content;
  const { schema } = json ?? {};
  const fields = schema && "properties" in schema ? Object.keys(schema.properties ?? {}) : [];
  return fields.length > 0
    ? fields.join(", ")
    : [...(json ? ["application/json"] : []), ...Object.keys(files)].join(", ");
}

const exampleFor = (origin: string) =>
  `curl -H "Authorization: Bearer vo_…" "${origin}${BASE}/items?states=ready"`;

const say = (t: T, key: string): string => isMessageKey(key) ? t(key) : "";
