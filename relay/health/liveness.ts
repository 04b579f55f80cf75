/** The liveness check: cheap, and independent of databases and home. */
import type { RouteHandler } from "../ingress/web_request.ts";

export const HEALTH_PATH = "/api/health";

export const answerLiveness: RouteHandler = ({ method }) => {
  if (method !== "GET" && method !== "HEAD") {
    return Promise.resolve(new Response(null, { status: 405, headers: { allow: "GET, HEAD" } }));
  }
  return Promise.resolve(
    Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } }),
  );
};
