/** A real app with an owner, asked over loopback as a browser would: what every measure stands on. */
import { type RunningHouse, startHouse } from "../tests/support/house.ts";

const PASSPHRASE = "una frase lunga per misurare";

export interface Workbench {
  readonly house: RunningHouse;
  /** Asks with the owner's session; redirects are not followed. */
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** Reads the whole answer, as a browser must. @throws for anything but the status awaited */
  read(path: string, status?: number): Promise<string>;
}

/** Starts the app on a folder; makes the owner where there is none. */
export async function openWorkbench(dataDir: string, cookie?: string): Promise<Workbench> {
  const house = await startHouse({ dataDir });
  const session = cookie ?? await makeOwner(house);
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(house.url + path, {
      redirect: "manual",
      ...init,
      headers: { cookie: session, origin: house.url, accept: "text/html", ...init.headers },
    });
  return {
    house,
    ask,
    async read(path, status = 200) {
      const answer = await ask(path);
      const text = await answer.text();
      if (answer.status !== status) throw new Error(`${path}: ${answer.status}\n${text}`);
      return text;
    },
  };
}

async function makeOwner({ url, setupCode }: RunningHouse): Promise<string> {
  const form = new URLSearchParams({ code: setupCode!, passphrase: PASSPHRASE, site: "it" });
  const answer = await fetch(`${url}/setup`, {
    method: "POST",
    redirect: "manual",
    body: form,
    headers: { origin: url },
  });
  await answer.body?.cancel();
  const cookie = answer.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  if (!cookie) throw new Error(`No session: ${answer.status}`);
  return cookie;
}
