/**
 * Tells the browser which forms were saved, so that it forgets the drafts it keeps of them
 * (`islands/forms/drafts.ts`). A form is saved when its POST leads on to a page, or answers with one.
 */
import type { Context, MiddlewareHandler } from "hono";
import { z } from "zod";
import type { Env } from "../env.ts";
import { readSignedCookie, setSignedCookie, takeSignedCookie } from "./signed_cookie.ts";

const COOKIE = "saved_forms";
/** The page that follows may be long in coming: the network can break off between the two. */
const LIFE_S = 60 * 60;
const KEPT_MAX = 8;

const actions = z.array(z.string());

/** Behind the guards, which lead a stranger's form on to the log-in without saving it. */
export const noteSavedForms: MiddlewareHandler<Env> = async (c, next) => {
  await next();
  if (!c.var.session || c.req.method !== "POST" || c.res.status !== 303) return;
  const told = parsed(readSignedCookie(c, COOKIE));
  const all = [...new Set([...told, actionOf(c)])].slice(-KEPT_MAX);
  setSignedCookie(c, COOKIE, JSON.stringify(all), LIFE_S);
};

/** The actions of the forms that were saved since the last page, the one that this page answers among them. */
export function takeSavedForms(c: Context<Env>, status: number): string[] {
  const told = parsed(takeSignedCookie(c, COOKIE));
  return c.req.method === "POST" && status < 300 ? [...told, actionOf(c)] : told;
}

/** The form's path, as the browser knows it. */
function actionOf(c: Context): string {
  const { pathname, search } = new URL(c.req.url);
  return pathname + search;
}

const parsed = (text: string | null): string[] =>
  text === null ? [] : actions.safeParse(JSON.parse(text)).data ?? [];
