/** Measures how long light requests wait while the app parses hostile files. */
import type { Owner } from "../tests/support/owner.ts";
import { type HostileFile, hostileFiles } from "./hostile_files.ts";

/** Light requests, sent one after the other without a pause. */
const LIGHT = ["/api/health", "/items"];

export interface Wait {
  readonly name: string;
  /** Longest time of a light request while this file was parsed. */
  readonly ms: number;
}

/** Measures each hostile file in turn. */
export async function* waits(owner: Owner): AsyncGenerator<Wait> {
  for (const path of LIGHT) await owner.read(path);
  for await (const file of hostileFiles()) {
    yield { name: file.name, ms: await longestWait(owner, () => takeIn(owner, file)) };
  }
}

export async function worstWaitMs(owner: Owner): Promise<number> {
  return Math.max(...(await Array.fromAsync(waits(owner))).map(({ ms }) => ms));
}

/** Uploads the file to the import and to the evidence. @throws when the app answers 5xx; other answers are fine */
async function takeIn({ ask }: Owner, { name, bytes }: HostileFile): Promise<void> {
  const send = async (path: string, field: string) => {
    const body = new FormData();
    body.append(field, new File([bytes], name));
    const answer = await ask(path, { method: "POST", body });
    await answer.body?.cancel();
    if (answer.status >= 500) throw new Error(`${path} with ${name}: ${answer.status}`);
    return answer.headers.get("location");
  };
  const columns = await send("/import", "file");
  if (columns) {
    for (const page of [columns, columns.replace("/columns", "")]) {
      await (await ask(new URL(page, "http://localhost").pathname)).body?.cancel();
    }
  }
  await send("/market/add", "files");
}

async function longestWait({ read }: Owner, work: () => Promise<void>): Promise<number> {
  let longest = 0;
  let isOver = false;
  const asking = (async () => {
    for (let at = 0; !isOver; at++) {
      const began = performance.now();
      await read(LIGHT[at % LIGHT.length]!);
      longest = Math.max(longest, performance.now() - began);
    }
  })();
  try {
    await work();
  } finally {
    isOver = true;
  }
  await asking;
  return longest;
}
