/**
 * A socket in the data folder on which the running app answers tasks of this computer; only the folder's owner
 * can open it. A request and its answer are one line each.
 */
import { z } from "zod";
import { Failure, type FailureCode, isFailure } from "../../base/errors.ts";
import type { Logger } from "../../base/log.ts";

type MaintenanceWork = Readonly<Record<string, () => Promise<unknown>>>;

interface MaintenanceSocket {
  close(): Promise<void>;
}

const SOCKET = "maintenance.sock";
const ONLY_OWNER = 0o600;
const QUESTION_CHARS_MAX = 200;

const FailureSchema = z.object({
  code: z.custom<FailureCode>((code) => typeof code === "string"),
  key: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
const AnswerSchema = z.union([
  z.object({ done: z.json() }),
  z.object({ failed: FailureSchema }),
]);

/** @param folder locked by this process. @returns null where the socket's path is too long for the system */
export function openMaintenanceSocket(
  folder: string,
  work: MaintenanceWork,
  log: Logger,
): MaintenanceSocket | null {
  const listener = listen(`${folder}/${SOCKET}`, log);
  if (!listener) return null;
  const open = new Set<Promise<void>>();
  const serving = (async () => {
    for await (const connection of listener) {
      const answered: Promise<void> = answer(connection, work, log)
        .finally(() => open.delete(answered));
      open.add(answered);
    }
  })();
  return {
    async close() {
      listener.close();
      await serving;
      await Promise.all(open);
      await Deno.remove(`${folder}/${SOCKET}`).catch(ignoreMissing);
    },
  };
}

/** @returns null when no app runs on this folder. @throws Failure as the app threw it */
export async function askRunningApp(
  folder: string,
  command: string,
): Promise<{ readonly done: z.core.util.JSONType } | null> {
  const connection = await connect(`${folder}/${SOCKET}`);
  if (!connection) return null;
  using asked = connection;
  await asked.write(new TextEncoder().encode(`${command}\n`));
  const answer = AnswerSchema.parse(JSON.parse(await new Response(asked.readable).text()));
  if ("done" in answer) return answer;
  const { code, key, params } = answer.failed;
  throw new Failure(code, key, params);
}

function listen(path: string, log: Logger): Deno.UnixListener | null {
  try {
    // What a killed app left; a living one would hold the folder's lock.
    removeSync(path);
    const listener = Deno.listen({ transport: "unix", path });
    Deno.chmodSync(path, ONLY_OWNER);
    return listener;
  } catch (error) {
    log.warn("maintenance_door_closed", { error });
    return null;
  }
}

async function answer(connection: Deno.UnixConn, work: MaintenanceWork, log: Logger) {
  try {
    const run = work[await firstLine(connection)];
    const answer = run ? await outcomeOf(run, log) : { failed: unknownCommand };
    // A single write may take only some of it.
    const writer = connection.writable.getWriter();
    await writer.write(new TextEncoder().encode(JSON.stringify(answer)));
  } catch (error) {
    // Who asked has gone away.
    log.warn("maintenance_unheard", { error });
  } finally {
    connection.close();
  }
}

const fault = { code: "unavailable", key: "common.something_wrong", params: {} };
const unknownCommand = { code: "invalid", key: "common.bad_request", params: {} };

async function outcomeOf(run: () => Promise<unknown>, log: Logger) {
  try {
    return { done: await run() ?? null };
  } catch (error) {
    if (!isFailure(error)) log.error("maintenance_failed", { error });
    const { code, key, params } = isFailure(error) ? error : fault;
    return { failed: { code, key, params } };
  }
}

async function firstLine(connection: Deno.UnixConn): Promise<string> {
  let line = "";
  const buffer = new Uint8Array(QUESTION_CHARS_MAX);
  while (!line.includes("\n") && line.length < QUESTION_CHARS_MAX) {
    const bytes = await connection.read(buffer);
    if (bytes === null) break;
    line += new TextDecoder().decode(buffer.subarray(0, bytes));
  }
  return line.split("\n")[0]!;
}

async function connect(path: string): Promise<Deno.UnixConn | null> {
  try {
    return await Deno.connect({ transport: "unix", path });
  } catch (error) {
    const { NotFound, ConnectionRefused } = Deno.errors;
    if (error instanceof NotFound || error instanceof ConnectionRefused) return null;
    throw error;
  }
}

function removeSync(path: string): void {
  try {
    Deno.removeSync(path);
  } catch (error) {
    ignoreMissing(error);
  }
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
