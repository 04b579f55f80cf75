/** The owner's pages of a whole app in this process: logged in, asked as a browser without scripts asks. */
import assert from "node:assert/strict";
import { PASSPHRASE, type TestHouse } from "./whole_house.ts";

export type Fields = Readonly<Record<string, string | readonly string[]>>;

export interface OwnerPages {
  /** Redirects are not followed. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** What `<main>` says, on one line. */
  read(path: string): Promise<string>;
  /** Sends a form as browsers do by default. */
  post(path: string, fields: Fields): Promise<Response>;
  /** The page that an answer leads to, asked with the cookies that it set. */
  follow(answer: Response): Promise<Response>;
}

export async function logIn(house: Pick<TestHouse, "fetch">): Promise<OwnerPages> {
  const origin = "http://localhost:8000";
  const answer = await house.fetch("/login", {
    method: "POST",
    body: new URLSearchParams({ passphrase: PASSPHRASE }),
    headers: { origin },
  });
  const cookie = answer.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  assert.ok(cookie, `not logged in: ${answer.status}`);
  const ask = (path: string, init: RequestInit = {}) =>
    house.fetch(path, {
      redirect: "manual",
      ...init,
      headers: { cookie, origin, accept: "text/html", ...init.headers as Record<string, string> },
    });
  return {
    ask,
    async read(path) {
      const page = await ask(path);
      assert.equal(page.status, 200, path);
      return await mainOf(page);
    },
    post: (path, fields) => ask(path, { method: "POST", body: encoded(fields) }),
    follow(answer) {
      const set = answer.headers.getSetCookie().map((line) => line.split(";")[0]);
      const path = answer.headers.get("location")!.split("#")[0]!;
      return ask(path, { headers: { cookie: [cookie, ...set].join("; ") } });
    },
  };
}

export async function mainOf(page: Response): Promise<string> {
  const text = await page.text();
  return (/<main.*<\/main>/s.exec(text)?.[0] ?? text).replace(/\s+/g, " ");
}

export function encoded(fields: Fields): URLSearchParams {
  const body = new URLSearchParams();
  for (const [name, given] of Object.entries(fields)) {
    for (const value of [given].flat()) body.append(name, value);
  }
  return body;
}

/** The sentence that the next page shows once, and how to undo what it tells; `null` where there is none. */
export function flashOf(answer: Response): {
  readonly key: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly undo?: { readonly action: string; readonly fields: Readonly<Record<string, string>> };
} | null {
  const line = answer.headers.getSetCookie().find((cookie) => cookie.startsWith("flash="));
  const value = decodeURIComponent(line?.slice("flash=".length).split(";")[0] ?? "");
  return value ? JSON.parse(value.slice(value.indexOf(".") + 1)) : null;
}
