/** The OpenAPI document, made of the routes, with the key that each call needs. */
import type { Hono } from "hono";
import { generateSpecs } from "hono-openapi";
import { translator } from "../../locales/mod.ts";
import type { Env } from "../env.ts";
import type { ScopeTable } from "../frame/guard.ts";

export const BASE = "/api/v1";
/** All others ask `read` to look and `write` to change. */
export const SCOPES: ScopeTable = [[`${BASE}/imports`, "import"]];

type Document = Awaited<ReturnType<typeof generateSpecs>>;

/** @param api whose routes are described */
export async function documentOf(api: Hono<Env>, version: string): Promise<Document> {
  const t = translator("en");
  const document = await generateSpecs(api, {
    documentation: {
      info: { title: `Vinted Optimizer: ${t("api.title")}`, description: t("api.lead"), version },
      servers: [{ url: BASE }],
      components: { securitySchemes: { key: { type: "http", scheme: "bearer" } } },
    },
  });
  for (const { method, path, operation } of operationsOf(document)) {
    operation.security = [{ key: [scopeFor(method, path)] }];
  }
  return document;
}

/** Every call with its method in capitals, in the order of the document. */
export function operationsOf({ paths }: Document) {
  return Object.entries(paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item?.[method];
      return operation ? [{ method: method.toUpperCase(), path, operation }] : [];
    })
  );
}

const METHODS = ["get", "post", "put", "patch", "delete"] as const;

function scopeFor(method: string, path: string): string {
  const whole = BASE + path;
  const special = SCOPES.find(([prefix]) => whole === prefix || whole.startsWith(`${prefix}/`));
  return special?.[1] ?? (method === "GET" ? "read" : "write");
}
