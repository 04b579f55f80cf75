/** The origin of a request, and the origin that others should use. */
import type { Context } from "hono";
import type { Config } from "../../config.ts";
import { hostOf } from "./visitor.ts";

/** The request's origin: "http://192.168.1.7:8000". */
export function originOf(c: Context): string {
  return `${new URL(c.req.url).protocol}//${hostOf(c)}`;
}

/** For what outlives this request and perhaps the network in which it was made, such as a printed label. */
export function lastingOriginOf(
  c: Context,
  { publicOrigin }: Pick<Config, "publicOrigin">,
): string {
  return publicOrigin ?? originOf(c);
}
