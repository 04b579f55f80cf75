/** Under which address this house was reached, as other pages must know it. */
import type { Context } from "hono";
import { hostOf } from "./visitor.ts";

/** "http://192.168.1.7:8000" */
export function baseOf(c: Context): string {
  return `${new URL(c.req.url).protocol}//${hostOf(c)}`;
}
