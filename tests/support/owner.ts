/** The owner of a running app, who asks it over loopback as a browser would. */
import type { RunningHouse } from "./house.ts";

export const PASSPHRASE = "una frase lunga per provare";

/** What one must know of a running app to ask it. */
export type ReachedHouse = Pick<RunningHouse, "url" | "setupCode">;

export interface Owner<H extends ReachedHouse = RunningHouse> {
  readonly house: H;
  /** As the browser sends it. */
  readonly cookie: string;
  /** Asks with the owner's session; redirects are not followed. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** Reads the whole answer, as a browser must. @throws for anything but the status awaited */
  read(path: string, status?: number): Promise<string>;
  /** Sends a form. @returns where it leads */
  send(path: string, form: Readonly<Record<string, string>> | FormData): Promise<string>;
}

/** Makes the owner; the app must be new. @param demo with the sample wardrobe */
export async function moveIn<H extends ReachedHouse>(
  house: H,
  { demo = false } = {},
): Promise<Owner<H>> {
  const body = new URLSearchParams({ code: house.setupCode!, passphrase: PASSPHRASE, site: "it" });
  if (demo) body.set("demo", "on");
  const answer = await fetch(`${house.url}/setup`, {
    method: "POST",
    redirect: "manual",
    body,
    headers: { origin: house.url },
  });
  await answer.body?.cancel();
  const cookie = answer.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  if (!cookie) throw new Error(`No session: ${answer.status}`);
  return comeBack(house, cookie);
}

/** The same browser at the app started again. */
export function comeBack<H extends ReachedHouse>(house: H, cookie: string): Owner<H> {
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(house.url + path, {
      redirect: "manual",
      ...init,
      headers: { cookie, origin: house.url, accept: "text/html", ...init.headers },
    });
  return {
    house,
    cookie,
    ask,
    async read(path, status = 200) {
      const answer = await ask(path);
      const text = await answer.text();
      if (answer.status !== status) throw new Error(`${path}: ${answer.status}\n${text}`);
      return text;
    },
    async send(path, form) {
      const body = form instanceof FormData ? form : new URLSearchParams(form);
      const answer = await ask(path, { method: "POST", body });
      const text = await answer.text();
      const next = answer.headers.get("location");
      if (answer.status !== 303 || !next) throw new Error(`${path}: ${answer.status}\n${text}`);
      return new URL(next, house.url).pathname;
    },
  };
}

/** As a browser of a test is given them. */
export function cookiesOf({ cookie, house }: Owner<ReachedHouse>) {
  const { hostname } = new URL(house.url);
  return cookie.split("; ").map((pair) => {
    const [name, value] = pair.split("=") as [string, string];
    return { name, value, domain: hostname, path: "/", httpOnly: true, secure: false };
  });
}
